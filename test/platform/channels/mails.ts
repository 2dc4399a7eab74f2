/** E-mails in and out: from the provider to the timeline, the answer in its thread, and the answer to that. */
import { hash } from "node:crypto";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it, vi } from "vitest";
import * as z from "zod";
import type { SendingSamples } from "../../../adapters/channels/samples.ts";
import type { SendView } from "../../../schemas/api/outbox-shapes.ts";
import type { CaseView } from "../../../schemas/api/shapes.ts";
import { eventually } from "../../support/staff.ts";
import { arrived, type Proof, type Running, samplesOf } from "./running.ts";
import { bring } from "./sending-mails.ts";

const zeynep = { name: "Zeynep Işık", address: "zeynep@musteri.example" };
const envelope = { from: "zeynep@musteri.example", spf: "pass" } as const;
const pdf = Buffer.concat([
  Buffer.from("%PDF-1.7\n"),
  Buffer.from(Array.from({ length: 4096 }, (_, n) => n & 255)),
]);
const application = {
  from: zeynep,
  subject: "Kredi kartı başvurum: ığüşöç İĞÜŞÖÇ €",
  messageId: "<m1@musteri.example>",
  references: ["<m0@musteri.example>"],
  text: [
    "Kredi kartı başvurum ne durumda?",
    "",
    "2 Oca 2026 Cum, 10:00 tarihinde Acme <destek@parse.acme.example> şunu yazdı:",
    "> Başvurunuzu aldık.",
  ].join("\n"),
  html: '<p onclick="steal()">Kredi <b>kartı</b> başvurum ne durumda?</p><script>steal()</script>',
  attachments: [{ filename: "gelir belgesi.pdf", content: pdf, contentType: "application/pdf" }],
};

export const mails: Proof = (running) =>
  describe("an e-mail", () => {
    const withText = (text: string) => arrived(running(), (event) => event.text === text);

    it("is on the timeline with subject, new text, safe HTML and its file", async () => {
      await bring(running(), application, envelope);
      const { item } = await withText("Kredi kartı başvurum ne durumda?");
      expect(item).toMatchObject({
        provider: "sendgrid",
        channel: "email",
        kind: "message.received",
        identifiers: [{ kind: "email", value: zeynep.address, level: "verified" }],
        attachments: [{ name: "gelir belgesi.pdf", contentType: "application/pdf" }],
        attributes: {
          subject: application.subject,
          profileName: zeynep.name,
          references: application.references,
          quoted: expect.stringContaining("> Başvurunuzu aldık."),
          html: "<p>Kredi <b>kartı</b> başvurum ne durumda?</p>",
        },
        media: [
          {
            index: 0,
            state: "stored",
            contentType: "application/pdf",
            bytes: pdf.length,
            sha256: hash("sha256", pdf),
          },
        ],
      });
      expect(await kept(running(), `${item.eventId}/0`)).toEqual(pdf);
    });

    it("is answered in its thread, and the answer to that comes to the same case", async () => {
      const { agent } = running();
      await bring(running(), application, envelope);
      const asked = await withText("Kredi kartı başvurum ne durumda?");
      const { caseId } = asked.item;
      const provider = vi.spyOn(samplesOf("sendgrid").sending as SendingSamples, "fake");
      const accepted = await agent.send("POST", `/v1/cases/${caseId}/replies`, {
        text: "Kartınız onaylandı.",
        channel: "email",
      });
      const { sendId } = (await accepted.json()) as SendView;
      await eventually(async () => {
        const send = (await (await agent.get(`/v1/sends/${sendId}`)).json()) as SendView;
        return send.state === "accepted" ? true : undefined;
      });
      const requests = provider.mock.calls.map(([request]) => request);
      provider.mockRestore();
      expect(requests).toHaveLength(1);
      expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
        personalizations: [{ to: [{ email: zeynep.address }] }],
        subject: `Re: ${application.subject}`,
        headers: {
          "In-Reply-To": application.messageId,
          References: "<m0@musteri.example> <m1@musteri.example>",
        },
      });
      // A newer case, for which nearness in time speaks: only the thread says otherwise.
      await bring(
        running(),
        {
          from: zeynep,
          subject: "Fatura",
          messageId: "<n1@musteri.example>",
          text: "Faturamda hata var, itiraz ediyorum.",
        },
        envelope,
      );
      const other = await withText("Faturamda hata var, itiraz ediyorum.");
      expect(other.customerId).toBe(asked.customerId);
      expect(other.item.caseId).not.toBe(caseId);
      const ourMessageId = "<KJ8s7tQ-R2mIo5JLbgHr8A@geopod-ismtpd-3>";
      await bring(
        running(),
        {
          from: zeynep,
          subject: `Re: ${application.subject}`,
          messageId: "<m2@musteri.example>",
          inReplyTo: ourMessageId,
          references: ["<m0@musteri.example>", "<m1@musteri.example>", ourMessageId],
          text: "Harika, bekliyorum.",
        },
        envelope,
      );
      const back = await withText("Harika, bekliyorum.");
      expect(back.item.caseId).toBe(caseId);
    });

    it("that a machine wrote opens no case and is not answered", async () => {
      const text = "Ofis dışındayım, 5 Ocak'ta dönüyorum. Kredi kartı başvurum ne durumda?";
      const away = { from: "uzakta@musteri.example", subject: "Otomatik yanıt", text };
      await bring(
        running(),
        { ...away, headers: { "Auto-Submitted": "auto-replied" } },
        { from: away.from, spf: "pass" },
      );
      const { item, customerId } = await withText(text);
      expect(item).toMatchObject({
        kind: "message.auto-replied",
        attributes: { automatic: "auto-submitted" },
      });
      expect(item.caseId).toBeUndefined();
      const answer = await running().agent.get(`/v1/customers/${customerId}/cases`);
      expect(((await answer.json()) as { items: CaseView[] }).items).toEqual([]);
    });

    it.each([
      ["SPF is good for somebody else's domain", { from: "x@hirsiz.example", spf: "pass" }],
      ["SPF failed", { from: zeynep.address, spf: "fail" }],
      [
        "a foreign signature is good",
        { from: "x@hirsiz.example", spf: "fail", dkim: "{@hirsiz.example : pass}" },
      ],
    ] as const)("that only says who wrote it proves nothing: %s", async (why, forged) => {
      const text = `Şifremi değiştirin: ${why}`;
      await bring(running(), { from: zeynep, subject: "Acil", text }, forged);
      const { item, customerId } = await withText(text);
      expect(item.identifiers).toEqual([{ kind: "email", value: zeynep.address, level: "claimed" }]);
      expect(customerId).not.toBe(await running().agent.resolve(`email:${zeynep.address}`));
    });
  });

/** The file of that name among those that are kept. */
async function kept({ platform }: Running, name: string): Promise<Buffer> {
  const { awsUrl: endpoint, rootCredentials: credentials, region, resources } = platform;
  const s3 = new S3Client({ endpoint, credentials, region, forcePathStyle: true });
  const [bodies] = resources
    .ofType("AWS::S3::Bucket", z.unknown())
    .filter(({ logicalId }) => logicalId.startsWith("Bodies"));
  const Bucket = bodies?.ref;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "media/" }));
  const file = Contents.find(({ Key = "" }) => Key.endsWith(name));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: file?.Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}
