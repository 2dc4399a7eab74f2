/** Our reading beside that of mailparser, and of mails that nodemailer writes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AddressObject, simpleParser } from "mailparser";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type Mail from "nodemailer/lib/mailer/index.js";
import { describe, expect, it } from "vitest";
import { takeApart } from "../../../adapters/mail/take-apart.ts";
import { mail, readOne, usual } from "./mails.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const plain: Mail.Options = {
  from: { name: "Ayşe Yılmaz, Muhasebe", address: "ayse@musteri.example" },
  to: "destek@acme.example",
  messageId: "<3@musteri.example>",
  date: new Date("2026-01-02T09:00:00Z"),
};

/** As a customer's program writes them, with the official client of many others. */
const composed: Readonly<Record<string, Mail.Options>> = {
  text: {
    ...plain,
    subject: "Siparişim nerede? Çok üzgünüm, İĞŞıöü",
    text: "Günaydın,\nSiparişim gelmedi.\n",
  },
  "text and HTML": { ...plain, subject: "İade", text: "Ürünü iade", html: "<p>Ürünü <b>iade</b></p>" },
  "HTML alone": { ...plain, subject: "Şikâyet", html: "<p>Ürün kırık geldi.</p>" },
  answer: {
    ...plain,
    subject: "Ynt: Siparişiniz",
    text: "Teşekkürler",
    inReplyTo: "<2@acme.example>",
    references: ["<1@musteri.example>", "<2@acme.example>"],
    cc: ["Mehmet Çelik <mehmet@musteri.example>", "fatura@musteri.example"],
  },
  files: {
    ...plain,
    subject: "Fatura",
    text: "Ektedir",
    attachments: [
      { filename: "fatura ocak şubat (ödendi).pdf", content: Buffer.from("%PDF-1.7 ...") },
      { filename: `${"uzun".repeat(40)}.txt`, content: "çok satır\n".repeat(500) },
      { filename: "boş.bin", content: Buffer.alloc(0) },
    ],
  },
  "image in the text": {
    ...plain,
    subject: "Logo",
    html: '<img src="cid:logo@x">',
    attachments: [{ filename: "logo.png", content: png, cid: "logo@x" }],
  },
  "base64 text": { ...plain, subject: "x", text: "ğüşıöçĞÜŞİÖÇ", textEncoding: "base64" },
};

const compose = async (options: Mail.Options) => new MailComposer(options).compile().build();

const folder = join(import.meta.dirname, "fixtures/python");
/**
 * Where the two differ and both may: a mail without a boundary (ours shows the body as it stands), broken bounds, empty
 * parts, and mails within mails, which mailparser takes apart and we keep whole.
 */
const differing =
  /msg_(02|05|06|08|09|11|12a?|14|15|16|17|18|19|25|28|30|31|33|34|35|36|38|39|40|41|42|43|46|47)\./;
const python = readdirSync(folder)
  .filter((name) => name.startsWith("msg_") && !differing.test(name))
  .map((name) => [name, readFileSync(join(folder, name))] as const);

const turkish: readonly (readonly [string, Buffer])[] = [
  [
    "ISO-8859-9, quoted-printable",
    mail(
      "From: =?iso-8859-9?Q?Ay=FEe_Y=FDlmaz?= <ayse@musteri.example>",
      "Subject: =?iso-8859-9?Q?=DEik=E2yet=3A_=DDade?=",
      "Content-Type: text/plain; charset=iso-8859-9",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "=DEubeye gittim, g=F6r=FC=FElemedi. =DDyi g=FCnler=",
      ".",
    ),
  ],
  [
    "windows-1254, as it is",
    mail(
      ...usual,
      "Content-Type: text/plain; charset=windows-1254",
      "",
      "\xdeube \xf0 \xfd \xdd \x80 \x93al\xfdnt\xfd\x94",
    ),
  ],
  [
    "a name in two encoded words",
    mail("From: =?utf-8?Q?Ay=C5=9Fe?= =?utf-8?Q?_Y=C4=B1lmaz?= <a@b.example>", "Subject: a", "", "b"),
  ],
  ["a folded subject", mail(...usual, "Subject: bir", " iki", "\t=?utf-8?B?w7zDpw==?=", "", "b")],
  [
    "a group of recipients",
    mail("From: a@b.example", "To: Ekip: c@d.example, E F <e@f.example>;, g@h.example", "", "b"),
  ],
  [
    "flowed text",
    mail(...usual, "Content-Type: text/plain; format=flowed; delsp=no", "", "uzun bir ", "satır", "", "son"),
  ],
];

const flat = (field: AddressObject | AddressObject[] | undefined) =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .flatMap((one) => one.group ?? [one])
    .flatMap(({ name, address }) => (address ? [{ name, address }] : []));

const bare = (text: string | undefined) => (text ?? "").replace(/\s+/g, " ").trim();

async function agree(raw: Buffer) {
  const ours = (await takeApart(raw)).mail;
  const theirs = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
  expect(ours.from).toEqual(flat(theirs.from));
  expect(ours.to).toEqual(flat(theirs.to));
  expect(ours.cc).toEqual(flat(theirs.cc));
  expect(bare(ours.subject)).toBe(bare(theirs.subject));
  const ids = (name: string) => ours.headers.get(name)?.[0]?.match(/<[^>]+>/g) ?? [];
  expect(ids("message-id")).toEqual([theirs.messageId ?? []].flat());
  expect(ids("references")).toEqual([theirs.references ?? []].flat());
  const texts = [bare(ours.text), bare(theirs.text)];
  if (theirs.html === false) expect(texts[0]).toBe(texts[1]);
  expect(ours.html !== undefined).toBe(theirs.html !== false);
  expect(ours.files.map(({ name }) => name)).toEqual(theirs.attachments.map(({ filename }) => filename));
  for (const [index, { size, headers }] of theirs.attachments.entries()) {
    // The last line break of a file that is not encoded is its own for postal-mime, and its bound's for mailparser.
    const isEncoded = /base64|quoted/i.test(String(headers.get("content-transfer-encoding")));
    const length = ours.files[index]?.bytes.length ?? 0;
    expect([size, isEncoded ? size : size + 1]).toContain(length);
  }
}

describe("reading a mail", () => {
  it.each(python)("agrees with mailparser on %s", (_, raw) => agree(raw));
  it.each(turkish)("agrees with mailparser on %s", (_, raw) => agree(raw));
  it.each(Object.entries(composed))("agrees with mailparser on one of nodemailer: %s", async (_, options) =>
    agree(await compose(options)),
  );
});

describe("a mail that nodemailer writes", () => {
  it.each(Object.entries(composed))("is what was written: %s", async (_, options) => {
    const event = await readOne(await compose(options));
    expect(event).toMatchObject({
      kind: "message.received",
      providerMessageId: "<3@musteri.example>",
      identifiers: [{ kind: "email", value: "ayse@musteri.example", level: "verified" }],
      attributes: {
        subject: options.subject,
        profileName: "Ayşe Yılmaz, Muhasebe",
        sentAt: "2026-01-02T09:00:00.000Z",
        messageId: "<3@musteri.example>",
        to: "destek@acme.example",
      },
    });
    if (typeof options.text === "string") expect(event.text).toBe(options.text.trimEnd());
    const files = (options.attachments ?? []).map(({ filename, content }) => [
      filename,
      Buffer.from(content as string),
    ]);
    expect((event.files ?? []).map(({ name, bytes }) => [name, Buffer.from(bytes)])).toEqual(files);
    expect((event.attachments ?? []).map(({ name }) => name)).toEqual(files.map(([name]) => name));
  });

  it("stays in its conversation", async () => {
    const { thread, attributes } = await readOne(await compose(composed.answer ?? plain));
    expect(thread).toBe("<1@musteri.example>");
    expect(attributes).toMatchObject({
      inReplyTo: "<2@acme.example>",
      references: ["<1@musteri.example>", "<2@acme.example>"],
      cc: ["Mehmet Çelik <mehmet@musteri.example>", "fatura@musteri.example"],
    });
  });

  it("says in text what it says in HTML alone, and which file its images are", async () => {
    expect((await readOne(await compose(composed["HTML alone"] ?? plain))).text).toBe("Ürün kırık geldi.");
    const { attributes } = await readOne(await compose(composed["image in the text"] ?? plain));
    expect(attributes).toMatchObject({
      html: '<img src="cid:logo@x" />',
      inlineFiles: [{ contentId: "logo@x", index: 0 }],
    });
  });
});
