/** What becomes of a mail: who wrote it, which sort it is, which conversation it belongs to. */
import { describe, expect, it } from "vitest";
import type { MailContext } from "../../../domain/mail/mail-context.ts";
import { mail, readOne, usual } from "../../adapters/mail/mails.ts";

const levelOf = async (headers: readonly string[], changes: Partial<MailContext>) =>
  (await readOne(mail(...headers, "", "Merhaba"), { verdicts: {}, ...changes })).identifiers.map(
    ({ value, level }) => `${value} ${level}`,
  );
const from = ["From: Ayşe <ayse@musteri.com.tr>"];
const signed = (domain: string) => `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=x; b=y`;
const verified = ["ayse@musteri.com.tr verified"];
const claimed = ["ayse@musteri.com.tr claimed"];

describe("who wrote a mail", () => {
  it.each<[string, readonly string[], Partial<MailContext>]>([
    ["DMARC", from, { verdicts: { dmarc: "PASS" } }],
    [
      "SPF of its own domain",
      from,
      { verdicts: { spf: "PASS", dmarc: "GRAY" }, returnPath: "b@musteri.com.tr" },
    ],
    ["SPF of a domain below", from, { verdicts: { spf: "PASS" }, returnPath: "b@bounce.musteri.com.tr" }],
    ["DKIM of its own domain", [...from, signed("Musteri.com.tr")], { verdicts: { dkim: "PASS" } }],
    [
      "DMARC, with its own address as its name",
      ['From: "ayse@musteri.com.tr" <ayse@musteri.com.tr>'],
      { verdicts: { dmarc: "PASS" } },
    ],
  ])("is proven by %s", async (_, headers, changes) => {
    expect(await levelOf(headers, changes)).toEqual(verified);
  });

  it.each<[string, readonly string[], Partial<MailContext>]>([
    ["no verdict", from, {}],
    [
      "a verdict that is no PASS",
      from,
      { verdicts: { dmarc: "GRAY", spf: "FAIL", dkim: "PROCESSING_FAILED" } },
    ],
    ["SPF of another domain", from, { verdicts: { spf: "PASS" }, returnPath: "b@evil.example" }],
    ["SPF of a domain that ends alike", from, { verdicts: { spf: "PASS" }, returnPath: "b@xmusteri.com.tr" }],
    ["SPF of what registries sell", from, { verdicts: { spf: "PASS" }, returnPath: "b@com.tr" }],
    ["SPF of a neighbour", from, { verdicts: { spf: "PASS" }, returnPath: "b@baska.com.tr" }],
    ["SPF of nobody", from, { verdicts: { spf: "PASS" } }],
    ["DKIM without a signature", from, { verdicts: { dkim: "PASS" } }],
    [
      "DKIM of which one signature is another's",
      [...from, signed("musteri.com.tr"), signed("evil.example")],
      { verdicts: { dkim: "PASS" } },
    ],
    [
      "SPF that DMARC gainsays",
      from,
      { verdicts: { spf: "PASS", dmarc: "FAIL" }, returnPath: "b@musteri.com.tr" },
    ],
    ["DMARC of a mail with two senders", [`${from[0]}, c@evil.example`], { verdicts: { dmarc: "PASS" } }],
    [
      "DMARC of a mail with two From headers",
      [...from, "From: c@evil.example"],
      { verdicts: { dmarc: "PASS" } },
    ],
    [
      "DMARC, with another address as its name",
      ['From: "c@evil.example" <ayse@musteri.com.tr>'],
      { verdicts: { dmarc: "PASS" } },
    ],
  ])("is only claimed with %s", async (_, headers, changes) => {
    expect(await levelOf(headers, changes)).toEqual(claimed);
  });

  it.each(["From: Ayşe", "From: <>", "From: undisclosed:;", "X: y", "From: a b@c.example d"])(
    "is nobody where it says %s",
    async (header) =>
      expect(await levelOf([header], { verdicts: { dmarc: "PASS" } })).not.toContain(verified[0]),
  );

  it("is never one of us", async () => {
    for (const address of ["destek@acme.example", "Merhaba@ACME.example"]) {
      const event = await readOne(mail(`From: ${address}`, "", "Merhaba"));
      expect(event).toMatchObject({ kind: "message.auto-replied", identifiers: [] });
      expect(event.attributes?.automatic).toBe("own-address");
    }
  });
});

describe("the sort of a mail", () => {
  const sortOf = async (headers: readonly string[], changes: Partial<MailContext> = {}) =>
    (await readOne(mail(...usual, ...headers, "", "Merhaba"), changes)).kind;

  it.each([
    [],
    ["Auto-Submitted: no"],
    ["Precedence: first-class"],
    ["X-Auto-Response-Suppress: OOF, DR"],
    // A group of ours that customers write to.
    ["List-Post: <mailto:destek@acme.example>", "List-Id: <destek.acme.example>", "Precedence: list"],
  ])("is a message: %s %s %s", async (...headers) => expect(await sortOf(headers)).toBe("message.received"));

  it.each([
    ["Auto-Submitted: auto-replied"],
    ["Auto-Submitted: auto-generated (failure)"],
    ["X-Auto-Response-Suppress: All"],
    ["X-Autoreply: yes"],
    ["Precedence: bulk"],
    ["Precedence: auto_reply"],
    ["Return-Path: <>"],
    ["Content-Type: multipart/report; report-type=disposition-notification; boundary=x"],
  ])("is automatic: %s", async (header) => expect(await sortOf([header])).toBe("message.auto-replied"));

  it.each(["", "<>"])("is automatic without a return path: '%s'", async (returnPath) =>
    expect(await sortOf([], { returnPath })).toBe("message.auto-replied"),
  );

  it.each([
    ["List-Id: <haber.example>"],
    ["List-Unsubscribe: <https://a.example>", "Precedence: bulk"],
    ["Precedence: list"],
  ])("is of a list: %s", async (...headers) => expect(await sortOf(headers)).toBe("mail.listed"));

  it("is quarantined with a virus, and nothing of it can be opened", async () => {
    const raw = mail(
      ...usual,
      "Subject: Fatura",
      "Content-Type: multipart/mixed; boundary=x",
      "",
      "--x",
      "",
      "aç beni",
      "--x",
      "Content-Disposition: attachment; filename=a.exe",
      "",
      "MZ",
      "--x--",
    );
    expect(await readOne(raw)).toMatchObject({ kind: "message.received", attachments: [{ name: "a.exe" }] });
    const event = await readOne(raw, { verdicts: { virus: "FAIL" } });
    expect(event).toMatchObject({ kind: "message.quarantined", attributes: { subject: "Fatura" } });
    expect(event).not.toHaveProperty("text");
    expect(event).not.toHaveProperty("attachments");
    expect(event).not.toHaveProperty("files");
    expect(JSON.stringify(event)).not.toContain("aç beni");
  });
});

describe("a delivery report", () => {
  const report = (fields: readonly string[], original = ["Message-ID: <77@acme.example>"]) =>
    mail(
      "From: MAILER-DAEMON@mx.example",
      "Return-Path: <>",
      "Content-Type: multipart/report; boundary=x; report-type=delivery-status",
      "",
      "--x",
      "",
      "Üzgünüz",
      "--x",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example",
      "",
      ...fields,
      "--x",
      "Content-Type: text/rfc822-headers",
      "",
      ...original,
      "--x--",
    );

  it("is the status of the mail that it is about", async () => {
    const fields = [
      "Final-Recipient: rfc822; ayse@musteri.example",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: smtp; 550 5.1.1 no such",
      " user",
    ];
    expect(await readOne(report(fields))).toMatchObject({
      kind: "message.status",
      direction: "outbound",
      status: "failed",
      providerMessageId: "<77@acme.example>",
      identifiers: [{ kind: "email", value: "ayse@musteri.example", level: "claimed" }],
      attributes: { bounceType: "permanent", statusCode: "5.1.1", diagnosticCode: "550 5.1.1 no such user" },
    });
  });

  it.each([
    ["delayed", "4.4.7", "sent", "transient"],
    ["delivered", "2.1.5", "delivered", undefined],
    ["relayed", "2.0.0", "sent", undefined],
    ["__proto__", "x", "failed", undefined],
  ])("that says %s", async (action, code, status, bounceType) => {
    const event = await readOne(
      report([`Action: ${action}`, `Status: ${code}`], ["Subject: x", "", "Message-ID: <not@headers>"]),
    );
    expect(event).toMatchObject({ kind: "message.status", status, identifiers: [] });
    expect(event.attributes?.bounceType).toBe(bounceType);
    expect(event).not.toHaveProperty("providerMessageId");
  });
});

describe("the conversation of a mail", () => {
  const threadOf = async (headers: readonly string[], recipients = ["destek@acme.example"]) =>
    (await readOne(mail(...headers, "", "x"), { recipients })).thread;
  const all = ["Message-ID: <3@x>", "In-Reply-To: <2@x>", "References: <1@x>", " <2@x>"];

  it("is named by our tag, else by its first message that is named", async () => {
    expect(await threadOf(all, ["destek@acme.example", "destek+T-Ab12@acme.example"])).toBe("ab12");
    expect(await threadOf(all, ["destek+haber@acme.example"])).toBe("<1@x>");
    expect(await threadOf(all.slice(0, 2))).toBe("<2@x>");
    expect(await threadOf(all.slice(0, 1))).toBe("<3@x>");
    expect(await threadOf(["Message-ID: 3@x"])).toBe("<3@x>");
    expect(await threadOf(["Subject: x"])).toBeUndefined();
  });
});
