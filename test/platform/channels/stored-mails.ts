/** E-mails that Amazon SES put into a bucket: the notification says where, and the mail is fetched there. */
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import received from "../../../adapters/channels/aws/fixtures/mail-received.json" with { type: "json" };
import { mailBucket } from "./mail-bucket.ts";
import { arrived, deliver, isTaken, type Proof, type Running, samplesOf } from "./running.ts";
import { compose } from "./sending-mails.ts";
import { allAreRead } from "./unread.ts";

const from = "mehmet@musteri.example";

interface Stored {
  readonly id: string;
  readonly dmarc?: "PASS" | "FAIL";
  readonly bucketName?: string;
}

function notice({ id, dmarc = "PASS", bucketName = mailBucket }: Stored) {
  const { receipt, mail } = received;
  const message = {
    ...received,
    receipt: {
      ...receipt,
      timestamp: new Date().toISOString(),
      spfVerdict: { status: "FAIL" },
      dkimVerdict: { status: "FAIL" },
      dmarcVerdict: { status: dmarc },
      action: { ...receipt.action, bucketName, objectKey: keyOf(id) },
    },
    mail: { ...mail, messageId: id, source: from },
  };
  return { body: JSON.stringify(message), contentType: "text/plain; charset=UTF-8" };
}

const keyOf = (id: string) => `gelen kutusu/ş+(1)!/${id}`;

async function put({ platform }: Running, id: string, raw: Uint8Array) {
  const { awsUrl: endpoint, rootCredentials: credentials, region } = platform;
  const s3 = new S3Client({ endpoint, credentials, region, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: mailBucket, Key: keyOf(id), Body: raw }));
}

/** In one byte a letter, which is no UTF-8. */
const inLatin5 = (text: string): Buffer =>
  Buffer.from(
    [
      `From: Mehmet <${from}>`,
      "To: destek@acme.example",
      "Message-ID: <latin5@musteri.example>",
      "Content-Type: text/plain; charset=iso-8859-9",
      "Content-Transfer-Encoding: 8bit",
      "",
      text.replaceAll("ş", "\u00fe").replaceAll("ğ", "\u00f0").replaceAll("ı", "\u00fd"),
    ].join("\r\n"),
    "latin1",
  );

export const storedMails: Proof = (running) =>
  describe("an e-mail in a bucket", () => {
    const tell = async (stored: Stored, times = 1) => {
      const statuses = await deliver(running(), samplesOf("aws"), notice(stored), times);
      expect(statuses.every(isTaken)).toBe(true);
    };

    it("is fetched byte by byte and read once, however often it is told", async () => {
      await put(running(), "latin5", inLatin5("Başvurum ışıkla sağ olun"));
      await tell({ id: "latin5" }, 2);
      const { item, customerId } = await arrived(
        running(),
        ({ text }) => text === "Başvurum ışıkla sağ olun",
      );
      expect(item).toMatchObject({
        provider: "aws",
        channel: "email",
        kind: "message.received",
        identifiers: [{ kind: "email", value: from, level: "verified" }],
      });
      expect(item.caseId).toBeDefined();
      expect(customerId).toBe(await running().agent.resolve(`email:${from}`));
      await allAreRead(running());
      await put(running(), "next", inLatin5("Bir sorum daha var"));
      await tell({ id: "next" });
      const { timeline } = await arrived(running(), ({ text }) => text === "Bir sorum daha var");
      expect(timeline).toHaveLength(2);
    });

    it("proves nobody when its DMARC failed", async () => {
      const text = "Ben Mehmet, şifremi değiştirin";
      await put(running(), "forged", await compose({ from, text, subject: "Acil" }));
      await tell({ id: "forged", dmarc: "FAIL" });
      const { item, customerId } = await arrived(running(), (event) => event.text === text);
      expect(item.identifiers).toEqual([{ kind: "email", value: from, level: "claimed" }]);
      expect(customerId).not.toBe(await running().agent.resolve(`email:${from}`));
    });

    it("is not read from a bucket that is not ours to read: what was told is kept", async () => {
      const begun = new Date().toISOString();
      await tell({ id: "elsewhere", bucketName: "omniline-bodies" });
      const { item } = await arrived(
        running(),
        ({ provider, kind, receivedAt }) =>
          provider === "aws" && kind === "webhook.received" && receivedAt >= begun,
      );
      expect(JSON.stringify(item)).toContain("omniline-bodies");
    });
  });
