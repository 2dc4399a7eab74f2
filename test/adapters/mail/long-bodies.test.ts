/** Long bodies beside what the parser makes of them when it is given the whole mail. */
import fc from "fast-check";
import PostalMime, { type Email } from "postal-mime";
import { describe, expect, it } from "vitest";
import { bytesOf, parseLong } from "../../../adapters/mail/long-bodies.ts";
import { takeApart } from "../../../adapters/mail/take-apart.ts";
import "../../support/same-runs.ts";
import { mail, usual } from "./mails.ts";

/** Of the bodies that count as long here: random mails are small. */
const leastBytes = 40;
const parse = (raw: Uint8Array) => PostalMime.parse(raw, { forceRfc822Attachments: true });
const comparable = ({ attachments, ...email }: Email) => ({
  ...email,
  attachments: attachments.map(({ content, ...file }) => ({
    ...file,
    content: bytesOf(content).toString("latin1"),
  })),
});
const expectSame = async (raw: Uint8Array) =>
  expect(comparable((await parseLong(raw, parse, leastBytes)).email)).toEqual(comparable(await parse(raw)));

const repeated = (text: string, length: number) => text.repeat(length / text.length + 1).slice(0, length);
const base64 = (length: number) =>
  Buffer.from(repeated("every byte ÿ\0\x80", length)).toString("base64").replace(/.{76}/g, "$&\r\n");

const bodies = fc
  .record({
    size: fc.integer({ min: 10, max: 200 }),
    text: fc.constantFrom(
      "line\r\n",
      "g\xfcn =41 a\r\n\r\nb\r\n",
      "bare\nfeeds\r\r\n",
      "a --\r\n-- \r\nc\r\n",
      "--\r\n\r\nx\n",
      "Content-Type: text/html\r\n\r\n",
    ),
    flaw: fc.constantFrom("", "=", "A", " ", "-_", "\r\n\r\n", "QQ==\r\nQQ=="),
    isBase64: fc.boolean(),
  })
  .map(({ size, text, flaw, isBase64 }) => (isBase64 ? base64(size) + flaw : repeated(text, size)));

const parts = fc
  .record({
    type: fc.constantFrom(
      "text/plain; charset=utf-8",
      "text/html; charset=iso-8859-9",
      "application/pdf",
      "text/csv",
      "text/calendar; charset=iso-8859-9",
      "message/rfc822",
    ),
    encoding: fc.constantFrom("7bit", "8bit", "base64", "quoted-printable"),
    disposition: fc.constantFrom("", "Content-Disposition: attachment; filename=a.bin\r\n"),
    body: bodies,
  })
  .map(
    ({ type, encoding, disposition, body }) =>
      `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n${disposition}\r\n${body}`,
  );

describe("a mail with long bodies", () => {
  it("is parsed as if the parser had all of it", async () => {
    const bound = fc.constantFrom("b", "=_c", "x y");
    await fc.assert(
      fc.asyncProperty(
        fc.array(parts, { minLength: 1, maxLength: 3 }),
        bound,
        fc.boolean(),
        async (some, b, ends) => {
          const several = [
            `Content-Type: multipart/mixed; boundary="${b}"`,
            "",
            ...some.map((part) => `--${b}\r\n${part}`),
          ];
          await expectSame(mail(...usual, ...several, ...(ends ? [`--${b}--`, "", "epilogue"] : [])));
          await expectSame(mail(...usual.slice(0, 2), some[0] ?? ""));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("comes with all of a file of a forwarded mail", async () => {
    const forwarded = mail(
      "Content-Type: application/pdf",
      "Content-Transfer-Encoding: base64",
      "",
      base64(90_000),
    );
    const raw = Buffer.concat([mail(...usual, "Content-Type: message/rfc822", "", ""), forwarded]);
    const { files, partial } = (await takeApart(raw)).mail;
    expect(partial).toBe(false);
    expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      `${forwarded.toString().replaceAll("\r\n", "\n")}\n`,
    ]);
  });

  it("gives the parser no more of a text than is kept of it, and of a file next to nothing", async () => {
    const given: number[] = [];
    const counted = (raw: Uint8Array) => {
      given.push(raw.length);
      return parse(raw);
    };
    const file = mail(
      ...usual,
      "Content-Type: application/pdf",
      "Content-Transfer-Encoding: base64",
      "",
      base64(4e6),
    );
    expect((await parseLong(file, counted)).isCut).toBe(false);
    const text = await parseLong(mail(...usual, "", repeated(`${"merhaba ".repeat(99)}\r\n`, 4e6)), counted);
    expect(text.isCut).toBe(true);
    expect(text.email.text?.length).toBeGreaterThan(200_000);
    const [ofFile, ofTokens, ofText, ...more] = given;
    expect(ofFile).toBeLessThan(1_000);
    expect(ofTokens).toBeLessThan(1_000);
    expect(ofText).toBeLessThan(900_000);
    expect(more).toEqual([]);
  });
});
