/** Takes a mail apart (RFC 5322, MIME) by postal-mime, within bounds that no mail that people write comes near. */
import PostalMime, { type Address, type Attachment, addressParser, type Email } from "postal-mime";
import type { Mail, Mailbox, MailFile } from "../../domain/mail/mail.ts";
import { bytesOf, type Parsed, parseLong } from "./long-bodies.ts";
import { type HtmlReading, readHtml } from "./read-html.ts";
import { isTooMuch } from "./too-much.ts";

/** Parts of parts, and bytes of the headers of all parts together: the parser gives up beyond them. */
const limits = { maxNestingDepth: 50, maxHeadersSize: 96 * 1024 };
/** Headers of a mail that only they can be read of. */
const longestHeaders = 32 * 1024;
const longestText = 200_000;
const mostFiles = 99;
const mostMailboxes = 100;
const longestSubject = 998;
const longestName = 512;
const longestType = 255;

/** A mail, and the parts of a delivery report that it has. */
export interface ApartMail {
  readonly mail: Mail;
  readonly report?: string | undefined;
  readonly original?: string | undefined;
}

/** Never fails: of a mail that the parser refuses, the headers are read, and the mail as it came is a file. */
export async function takeApart(raw: Uint8Array): Promise<ApartMail> {
  const parsed = await parse(raw);
  const { email, isCut } = parsed ?? (await parse(headersAlone(raw))) ?? nothing;
  const body = isEmpty(email) ? bodyAlone(raw) : readBody(email);
  const files = email.attachments.slice(0, mostFiles).map(fileOf);
  const partial = parsed === undefined || isCut || body.partial || email.attachments.length > mostFiles;
  const contentOf = (...types: readonly string[]) =>
    files.find(({ contentType = "" }) => types.includes(contentType))?.bytes;
  return {
    mail: {
      ...readHeaders(email),
      text: body.text,
      html: body.html,
      files: partial ? [...files, wholeMail(raw)] : files,
      calendarMethod: email.attachments
        .find(({ method }) => method !== undefined)
        ?.method?.slice(0, longestType),
      partial,
    },
    report: textOf(contentOf("message/delivery-status")),
    original: textOf(contentOf("message/rfc822", "text/rfc822-headers")),
  };
}

const nothing: Parsed = { email: { headers: [], headerLines: [], attachments: [] }, isCut: false };

async function parse(raw: Uint8Array): Promise<Parsed | undefined> {
  if (isTooMuch(raw)) return undefined;
  try {
    return await parseLong(raw, (mail) =>
      // A mail within the mail is a file: what its writer said is not what this one says.
      PostalMime.parse(uncopied(mail), { ...limits, forceRfc822Attachments: true }),
    );
  } catch {
    return undefined;
  }
}

/** Of a view the parser makes a copy; it changes neither. */
function uncopied(raw: Uint8Array): Uint8Array | ArrayBuffer {
  const { buffer } = raw;
  return buffer instanceof ArrayBuffer && buffer.byteLength === raw.byteLength ? buffer : raw;
}

/** Up to the first empty line, and with no body to look for. */
function headersAlone(raw: Uint8Array): Uint8Array {
  const text = latin1(raw, longestHeaders);
  const end = text.search(emptyLine);
  return Buffer.from(`${end < 0 ? text : text.slice(0, end)}\r\n\r\n`, "latin1");
}

function isEmpty({ text, html, attachments }: Email): boolean {
  return !text?.trim() && html === undefined && attachments.length === 0;
}

/** A mail whose parts have no bounds to find them by says what it says as it stands there. */
function bodyAlone(raw: Uint8Array): Body {
  const start = latin1(raw, longestHeaders).search(emptyLine);
  const body =
    start < 0
      ? ""
      : Buffer.from(raw.subarray(start, start + longestText))
          .toString("utf8")
          .trim();
  // Nothing but bounds: its parts are all there, and empty.
  const says = body.split("\n").some((line) => line.trim() !== "" && !line.startsWith("--"));
  return says ? { text: body, partial: true } : { partial: false };
}

const emptyLine = /\r?\n\r?\n/;

function latin1(raw: Uint8Array, length: number): string {
  return Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, length)).toString("latin1");
}

function wholeMail(bytes: Uint8Array): MailFile {
  return { name: "message.eml", contentType: "message/rfc822", bytes };
}

function readHeaders({ headers, subject, date }: Email) {
  const byName = new Map<string, string[]>();
  for (const { key, value } of headers) {
    const values = byName.get(key);
    if (values === undefined) byName.set(key, [value]);
    else values.push(value);
  }
  return {
    headers: byName,
    from: mailboxesIn(byName.get("from")),
    to: mailboxesIn(byName.get("to")),
    cc: mailboxesIn(byName.get("cc")),
    replyAddresses: mailboxesIn(byName.get("reply-to")),
    subject: subject?.slice(0, longestSubject).toWellFormed(),
    sentAt: date !== undefined && /^\d{4}-.*Z$/.test(date) ? date : undefined,
  };
}

function mailboxesIn(values: readonly string[] = []): Mailbox[] {
  return values
    .flatMap((value) => addressParser(value.slice(0, longestHeaders), { flatten: true }))
    .slice(0, mostMailboxes)
    .flatMap(({ name, address }: Address) =>
      !address ? [] : [{ name: cut(name, longestName), address: cut(address, longestName) }],
    );
}

interface Body {
  readonly text?: string;
  readonly html?: string;
  readonly partial: boolean;
}

function readBody({ text, html }: Email): Body {
  const read: HtmlReading = html === undefined ? { text: "", isWhole: true } : readHtml(html);
  const written = text?.trim() ? text : read.text;
  const said = written
    .replace(/\r\n?/g, "\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
  return {
    ...(said === "" ? {} : { text: cut(said, longestText) }),
    ...(read.html === undefined ? {} : { html: read.html }),
    partial: !read.isWhole || said.length > longestText,
  };
}

function fileOf({ filename, mimeType, contentId, content }: Attachment): MailFile {
  return {
    ...(filename === null ? {} : { name: cut(filename, longestName) }),
    ...(mimeType === "" ? {} : { contentType: cut(mimeType, longestType) }),
    ...(contentId === undefined
      ? {}
      : { contentId: cut(contentId.replace(/^\s*<|>\s*$/g, ""), longestName) }),
    bytes: bytesOf(content),
  };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).toWellFormed();
}
