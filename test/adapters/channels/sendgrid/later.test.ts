import { describe, expect, it } from "vitest";
import type { Sample } from "../../../../adapters/channels/samples.ts";
import { inboundMail } from "../../../../adapters/channels/sendgrid/inbound-mail.ts";
import { reader } from "../../../../adapters/channels/sendgrid/later.ts";
import { formCall, inboundCall } from "../../../../adapters/channels/sendgrid/sample-mails.ts";
import { samples } from "../../../../adapters/channels/sendgrid/samples.ts";
import type { KeptDelivery } from "../../../../domain/ingest/delivery-reader.ts";
import { assertStorable, now } from "../requests.ts";

const url = "https://hooks.example.com/v1/ingest/sendgrid/demo";
const [secret = ""] = samples.endpoint.secrets;
const delivery = (sample: Sample): KeptDelivery => ({
  request: samples.sign(sample, secret, now, url),
  endpoint: samples.endpoint,
  receivedAt: now.toISOString(),
});

async function readOne(sample: Sample) {
  const [event, ...others] = await reader.read(delivery(sample));
  if (!event || others.length > 0) throw new Error("expected one event");
  const { files, ...facts } = event;
  assertStorable(facts);
  return event;
}

const headers = [
  "Received: by mx0047p1mdw1.sendgrid.net",
  "From: =?utf-8?B?QXnFn2U=?= <ayse@example.com>",
  "To: destek@parse.acme.example",
  "Subject: =?utf-8?B?S2FydMSxbQ==?=",
  "Message-ID: <m2@mail.example.com>",
  "In-Reply-To: <m1@acme.example>",
  "References: <m0@acme.example>",
  "\t<m1@acme.example>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="old"',
  "Content-Transfer-Encoding: 7bit",
  "",
].join("\n");
const fields = {
  headers,
  dkim: "{@example.com : pass}",
  SPF: "pass",
  to: "destek@parse.acme.example",
  from: "Ayşe <ayse@example.com>",
  subject: "Kartım",
  envelope: JSON.stringify({ to: ["destek@parse.acme.example"], from: "ayse@example.com" }),
  charsets: JSON.stringify({ to: "UTF-8", html: "utf-8", subject: "UTF-8", from: "UTF-8", text: "utf-8" }),
  text: "Kartım ne zaman gelir?",
  html: "<p>Kartım ne zaman gelir?</p>",
};

describe("a mail that came in by SendGrid, raw", () => {
  it("is a message of its sender", async () => {
    expect(await readOne(inboundCall({ id: "m9", text: "Kartım ne zaman gelir?", at: now }))).toMatchObject({
      channel: "email",
      direction: "inbound",
      kind: "message.received",
      identifiers: [{ kind: "email", value: "ayse@example.com", level: "verified" }],
      text: "Kartım ne zaman gelir?",
      providerMessageId: "<m9@mail.example.com>",
      attributes: { to: "destek@parse.acme.example", subject: "Soru", messageId: "<m9@mail.example.com>" },
    });
  });

  it("keeps its bytes, and what SendGrid says of it", () => {
    const sample = inboundCall({ id: "m9", text: "x", at: now });
    const mail = inboundMail(delivery(sample));
    expect(sample.body).toContain(Buffer.from(mail?.raw ?? []).toString());
    expect(mail?.context).toEqual({
      receivedAt: now.toISOString(),
      recipients: ["destek@parse.acme.example"],
      returnPath: "ayse@example.com",
      verdicts: { spf: "PASS", spam: "PASS" },
      account: samples.endpoint.account,
    });
  });

  it("brings its files, and has the same key on every reading", async () => {
    const media = samples.media?.({ id: "m10", at: now });
    if (!media) throw new Error("no sample");
    const event = await readOne(media);
    expect(event.attachments).toMatchObject([{ name: "dekont.txt", contentType: "text/plain" }]);
    expect(Buffer.from(event.files?.[0]?.bytes ?? []).toString()).toBe("1499,90 TRY");
    expect((await readOne(media)).idempotencyKey).toBe(event.idempotencyKey);
  });

  it("that no human wrote is no message", async () => {
    for (const automatic of samples.automatic ?? []) {
      expect((await readOne(automatic(now))).kind).toBe("message.auto-replied");
    }
  });
});

describe("a mail that SendGrid took apart", () => {
  it("is put together again: headers, thread, text, proof of its sender", async () => {
    expect(await readOne(formCall(fields))).toMatchObject({
      kind: "message.received",
      identifiers: [{ kind: "email", value: "ayse@example.com", level: "verified" }],
      text: "Kartım ne zaman gelir?",
      thread: "<m0@acme.example>",
      providerMessageId: "<m2@mail.example.com>",
      attributes: {
        subject: "Kartım",
        profileName: "Ayşe",
        inReplyTo: "<m1@acme.example>",
        references: ["<m0@acme.example>", "<m1@acme.example>"],
        to: "destek@parse.acme.example",
      },
    });
  });

  it("has its text in whatever charset it is written", async () => {
    const { html: _, ...plain } = fields;
    const sample = formCall({ ...plain, charsets: JSON.stringify({ text: "iso-8859-9" }), text: "@@" });
    const request = samples.sign(sample, secret, now, url);
    const [before = "", after = ""] = sample.body.split("@@");
    const body = Buffer.concat([
      Buffer.from(before),
      Buffer.from([0xdd, 0xfe, 0xf0, 0xfd]),
      Buffer.from(after),
    ]);
    const [event] = await reader.read({ ...delivery(sample), request: { ...request, body } });
    expect(event?.text).toBe("İşğı");
  });

  it("has its files with their names, and the images of its HTML", async () => {
    const sample = formCall(fields);
    const file = (field: string, name: string, type: string, content: string) =>
      `--xYzZY\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
    const info = {
      attachment1: { filename: "dekont ş.pdf", name: "dekont ş.pdf", type: "application/pdf" },
      attachment2: { filename: "logo.png", type: "image/png", "content-id": "ii_1" },
    };
    const extra = [
      formCall({
        attachments: "2",
        "attachment-info": JSON.stringify(info),
        "content-ids": '{"ii_1":"attachment2"}',
      }).body.replace(/--xYzZY--\r\n$/, ""),
      file("attachment1", "dekont.pdf", "application/pdf", "%PDF-1.7"),
      file("attachment2", "logo.png", "image/png", "PNG"),
    ].join("");
    const event = await readOne({ ...sample, body: `${extra}${sample.body}` });
    expect(event.attachments).toMatchObject([
      { name: "dekont ş.pdf", contentType: "application/pdf" },
      { name: "logo.png", contentType: "image/png" },
    ]);
    expect(event.files?.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["%PDF-1.7", "PNG"]);
    expect(event.attributes).toMatchObject({
      inlineFiles: [{ contentId: expect.stringContaining("ii_1"), index: 1 }],
    });
  });

  it("cannot bring headers of a body that is not its own, nor begin one early", async () => {
    const text = "--omniline\r\nContent-Type: text/html\r\n\r\n<b>x</b>";
    const event = await readOne(
      formCall({
        ...fields,
        html: "",
        headers: `${headers}\nContent-Type: text/html\n\nSubject: başka`,
        text,
      }),
    );
    expect(event.text).toContain("--omniline");
    expect(event.attributes).toMatchObject({ subject: "Kartım" });
  });

  it.each([
    [{ SPF: "softfail", dkim: "none" }, "claimed"],
    [
      { SPF: "pass", dkim: "none", envelope: '{"to":["destek@parse.acme.example"],"from":"x@evil.example"}' },
      "claimed",
    ],
    [{ SPF: "pass", dkim: "none" }, "verified"],
    [{ SPF: "none", dkim: "{@example.com : pass, @evil.example : fail}" }, "claimed"],
    [{ SPF: "", dkim: "" }, "claimed"],
  ])("with %j is %s to be its sender's", async (said, level) => {
    expect((await readOne(formCall({ ...fields, ...said }))).identifiers).toEqual([
      { kind: "email", value: "ayse@example.com", level },
    ]);
  });

  it.each([
    ["{@example.com : pass}", "verified"],
    ["{@example.com : pass, @news.example.com : pass}", "verified"],
    ["{@example.com : pass, @example.com : fail}", "claimed"],
    ["{@example.com : temperror}", "claimed"],
    ["none", "claimed"],
  ])("is its sender's by a signature of the domain where SendGrid says %s: %s", async (dkim, level) => {
    const signed = `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=from; bh=x; b=y\n${headers}`;
    const event = await readOne(formCall({ ...fields, SPF: "none", headers: signed, dkim }));
    expect(event.identifiers).toMatchObject([{ value: "ayse@example.com", level }]);
  });

  it("of spam is marked as SpamAssassin's score says", () => {
    const verdict = (spam_score: string) =>
      inboundMail(delivery(formCall({ ...fields, spam_score })))?.context.verdicts.spam;
    expect([verdict("5.1"), verdict("4.9"), verdict("x")]).toEqual(["FAIL", "PASS", undefined]);
  });
});

describe("a call that holds no mail", () => {
  it.each<Sample>([
    { body: "--x", contentType: "multipart/form-data; boundary=xYzZY" },
    formCall({ from: "ayse@example.com" }),
    { body: "", contentType: "multipart/form-data" },
  ])("is kept, with what tells which it is: %j", async (sample) => {
    const event = await readOne(sample);
    expect(event).toMatchObject({ channel: "email", kind: "webhook.received" });
    expect(event.attributes).toMatchObject({ raw: { bytes: Buffer.byteLength(sample.body) } });
  });
});
