/** Mails for the tests: written by hand where what they break is the point. */
import { readMail } from "../../../adapters/mail/read-mail.ts";
import type { MailContext } from "../../../domain/mail/mail-context.ts";

export const context: MailContext = {
  receivedAt: "2026-01-02T10:00:00.000Z",
  recipients: ["destek@acme.example"],
  verdicts: { dmarc: "PASS" },
  returnPath: "ayse@musteri.example",
  account: { from: "Acme <merhaba@acme.example>" },
};

/** With CR LF, as mails travel. */
export const mail = (...lines: readonly string[]): Buffer => Buffer.from(lines.join("\r\n"), "latin1");

export const usual = [
  "From: =?utf-8?B?QXnFn2UgWcSxbG1heg==?= <ayse@musteri.example>",
  "To: destek@acme.example",
  "Message-ID: <1@musteri.example>",
];

export async function readOne(raw: Uint8Array, changes: Partial<MailContext> = {}) {
  const [event, ...others] = await readMail(raw, { ...context, ...changes });
  if (event === undefined || others.length > 0) throw new Error("a mail becomes one event");
  return event;
}

const nested = (depth: number) =>
  [
    ...usual,
    ...Array.from(
      { length: depth },
      (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}`,
    ),
    "",
    "en içte",
  ].join("\r\n");

const parts = (count: number, header: string) =>
  mail(
    ...usual,
    "Content-Type: multipart/mixed; boundary=x",
    "",
    ...Array.from({ length: count }, () => `--x\r\n${header}\r\nA`),
    "--x--",
  );

const html = (body: string) => mail(...usual, "Content-Type: text/html; charset=utf-8", "", body);

/** Each would hurt a reader that is not on its guard. */
export const torture: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  "one line feed": Buffer.from("\n"),
  "no headers": mail("", "merhaba"),
  "only headers": mail(...usual),
  "NULs everywhere": Buffer.alloc(4096),
  "NULs in headers and text": mail("From: a\0b@c.example", "Subject: x\0y", "", "mer\0haba"),
  "every byte": Buffer.from(Array.from({ length: 65_536 }, (_, n) => n & 0xff)),
  "bare line feeds": Buffer.from([...usual, "", "merhaba", "dünya"].join("\n")),
  "bare carriage returns": Buffer.from([...usual, "", "merhaba"].join("\r")),
  "10,000 nested multiparts": Buffer.from(nested(10_000)),
  "60 nested multiparts": Buffer.from(nested(60)),
  "10,000 parts": parts(10_000, "Content-Type: image/gif\r\n"),
  "10,000 empty parts": parts(10_000, ""),
  "500 parts": parts(500, ""),
  "a boundary that is never used": mail(...usual, "Content-Type: multipart/mixed; boundary=x", "", "merhaba"),
  "a multipart without a boundary": mail(...usual, "Content-Type: multipart/mixed", "", "merhaba"),
  "an empty boundary": mail(...usual, 'Content-Type: multipart/mixed; boundary=""', "", "--", "merhaba"),
  "a boundary that never ends": mail(
    ...usual,
    "Content-Type: multipart/mixed; boundary=x",
    "",
    "--x",
    "",
    "merhaba",
  ),
  "a boundary that is its own child's": mail(
    ...usual,
    "Content-Type: multipart/mixed; boundary=x",
    "",
    "--x",
    "Content-Type: multipart/mixed; boundary=x",
    "",
    "--x",
    "",
    "merhaba",
    "--x--",
  ),
  "a header of 5 MB": mail(...usual, `X-Long: ${"a".repeat(5_000_000)}`, "", "merhaba"),
  "50,000 headers": mail(...usual, ...Array.from({ length: 50_000 }, () => "X: a"), "", "merhaba"),
  "20,000 recipients": mail(...usual, `Cc: ${"a@b.example, ".repeat(20_000)}`, "", "merhaba"),
  "addresses that never close": mail(...usual, `Cc: ${'"<(,'.repeat(20_000)}`, "", "merhaba"),
  "encoded words without end": mail(...usual, `Subject: ${"=?utf-8?q?=41?= ".repeat(5_000)}`, "", "merhaba"),
  "an encoded word that is broken": mail(
    ...usual,
    "Subject: =?utf-8?b?###?= =?xx?q?a?= =?utf-8?q?=C5?=",
    "",
    "merhaba",
  ),
  "10,000 references": mail(...usual, `References: ${"<a@b> ".repeat(10_000)}`, "", "merhaba"),
  "a Message-ID of 10,000 characters": mail(
    "From: a@b.example",
    `Message-ID: <${"a".repeat(10_000)}@b>`,
    "",
    "merhaba",
  ),
  "a charset nobody knows": mail(...usual, "Content-Type: text/plain; charset=x-klingon", "", "merhaba"),
  "a charset that is not its own": mail(
    ...usual,
    "Content-Type: text/plain; charset=utf-8",
    "",
    "g\xfcnayd\xfdn",
  ),
  "UTF-16 without a mark": mail(
    ...usual,
    "Content-Type: text/plain; charset=utf-16",
    "",
    "m\0e\0r\0h\0a\0b\0a\0",
  ),
  "base64 that is none": mail(...usual, "Content-Transfer-Encoding: base64", "", "%%%%=merhaba=="),
  "quoted-printable that is none": mail(
    ...usual,
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "100=% =ZZ =",
  ),
  "an encoding nobody knows": mail(...usual, "Content-Transfer-Encoding: x-uuencode", "", "merhaba"),
  uuencode: mail(...usual, "", "begin 644 a.txt", "#0V%T", "`", "end"),
  TNEF: mail(
    ...usual,
    "Content-Type: application/ms-tnef; name=winmail.dat",
    "Content-Transfer-Encoding: base64",
    "",
    "eJ8+IgAAAAA=",
  ),
  "S/MIME": mail(
    ...usual,
    "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
    "Content-Transfer-Encoding: base64",
    "",
    "MIAGCSqGSIb3DQEHA6CAMIACAQAx",
  ),
  "a date of another calendar": mail(...usual, "Date: 31 Feb 99999 25:61:61 +9999", "", "merhaba"),
  "a file name without end": mail(
    ...usual,
    `Content-Disposition: attachment; filename*0*=utf-8''${"%41".repeat(3_000)}`,
    "",
    "merhaba",
  ),
  "a mail in a mail, 500 deep": Buffer.from(
    `${[...usual, ""].join("\r\n")}${"Content-Type: message/rfc822\r\n\r\n".repeat(500)}merhaba`,
  ),
  "a mail in a mail, with a file of 2 MB": mail(
    ...usual,
    "Content-Type: message/rfc822",
    "",
    "Content-Type: application/pdf",
    "Content-Transfer-Encoding: base64",
    "",
    `${"A".repeat(76)}\r\n`.repeat(35_000),
  ),
  "a file of 40,000 lines": mail(
    ...usual,
    "Content-Type: text/csv",
    "",
    `${"a;".repeat(40)}\r\n`.repeat(40_000),
  ),
  "tags that never close": html("<div>".repeat(50_000)),
  "quotes that never close": html("<blockquote>".repeat(20_000)),
  "frames that never close": html("<iframe>".repeat(20_000)),
  "links that never close": html("<a href='https://a.example/'>".repeat(10_000)),
  "a tag with 50,000 attributes": html(`<img ${"a=b ".repeat(50_000)}>`),
  "a tag that is never one": html("<".repeat(100_000)),
  "brackets and line feeds": html("\n>".repeat(5_000)),
  "4,000 lines that look like quotes": mail(
    ...usual,
    "",
    "merhaba",
    ...Array.from({ length: 4_000 }, () => "On a wrote"),
  ),
  "4,000 lines that look like headers": mail(
    ...usual,
    "",
    "merhaba",
    ...Array.from({ length: 4_000 }, () => "From: x"),
  ),
  "a line of 200,000 spaces": mail(...usual, "", `${" ".repeat(200_000)}x`),
  "30,000 empty lines": mail(...usual, "", "\r\n ".repeat(30_000), "x"),
  "4 MB of text": mail(...usual, "", "x ".repeat(2_000_000)),
  "two senders": mail("From: a@b.example", "From: c@d.example", "", "merhaba"),
  "a sender that is none": mail("From: <<<>>>@@", "", "merhaba"),
  "an address as a prototype": mail("From: __proto__@constructor.example", "__proto__: x", "", "merhaba"),
};
