/**
 * Keeps the long bodies of files away from the parser, which takes a body line by line, at two kilobytes of memory for
 * each line of one that is not encoded: a forwarded mail with a large file would fill the function.
 */
import { randomBytes } from "node:crypto";
import type { Attachment, Email } from "postal-mime";

/** A shorter one is quickly parsed. */
const usualLeastBytes = 64 * 1024;
/** Of a text: what is kept of it, in four bytes a character. */
const longestText = 800_000;
/** Their text is put into another charset by the parser. */
const calendars = ["text/calendar", "application/ics"];

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const dash = 0x2d;
const padding = 0x3d;
/** By byte: 1 where it may stand in base64. */
const inBase64 = new Uint8Array(256);
for (const byte of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\r\n"))
  inBase64[byte] = 1;

export interface Parsed {
  readonly email: Email;
  /** The end of a text was left out. */
  readonly isCut: boolean;
}

/**
 * What the parser makes of the mail. A long body is parsed as a short token; where that shows up in a file, as it is or
 * decoded from base64, the body is put there in the same way. Of a text, the beginning is parsed; what is in no file
 * and no text is left to the parser.
 *
 * @throws what the parser throws
 */
export async function parseLong(
  raw: Uint8Array,
  parse: (mail: Uint8Array) => Promise<Email>,
  leastBytes = usualLeastBytes,
): Promise<Parsed> {
  const bodies = longBodies(raw, leastBytes);
  if (bodies.length === 0) return { email: await parse(raw), isCut: false };
  const name = randomBytes(12).toString("hex");
  const short = await parse(without(raw, bodies, (_, index) => token(name, index)));
  const fates = fatesOf(short, name, bodies);
  const email = fates.every((fate) => fate === "file")
    ? short
    : await parse(without(raw, bodies, (body, index) => standIn(fates[index], body) ?? token(name, index)));
  return {
    email: { ...email, attachments: email.attachments.map((file) => putBack(file, name, bodies)) },
    isCut: bodies.some((body, index) => fates[index] === "text" && body.length > longestText),
  };
}

type Fate = "file" | "text" | "other";

/** Good base64 of 36 characters, and told from it where it is decoded from base64 or quoted-printable. */
const token = (name: string, index: number) =>
  Buffer.from(`${name}${String(index).padStart(8, "0")}=4141\r\n`);
const bytesOfToken = 27;

/** In what is no token any more: of which bodies there are tokens. */
function indexesIn(text: string, name: string, end = ""): number[] {
  return [...text.matchAll(new RegExp(`${name}(\\d{8})${end}`, "g"))].map(([, digits]) => Number(digits));
}

function standIn(fate: Fate | undefined, body: Uint8Array): Uint8Array | undefined {
  if (fate === "file") return undefined;
  return fate === "text" ? body.subarray(0, longestText) : body;
}

/** Views of what stands between the headers of the mail or of a part and the next line that may be a bound. */
function longBodies(raw: Uint8Array, leastBytes: number): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  let start = raw.length;
  const close = (end: number) => {
    if (end - start >= leastBytes) bodies.push(raw.subarray(start, end));
    start = raw.length;
  };
  for (let at = 0; at < raw.length; ) {
    const next = endOfLine(raw, at);
    if (raw[at] === dash && raw[at + 1] === dash) close(at);
    else if (start === raw.length && endOfText(raw, at, next) === at) start = next;
    at = next;
  }
  close(raw.length);
  return bodies;
}

function without(
  raw: Uint8Array,
  bodies: readonly Uint8Array[],
  insteadOf: (body: Uint8Array, index: number) => Uint8Array,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const [index, body] of bodies.entries()) {
    const start = body.byteOffset - raw.byteOffset;
    pieces.push(raw.subarray(at, start), insteadOf(body, index));
    at = start + body.length;
  }
  return Buffer.concat([...pieces, raw.subarray(at)]);
}

function fatesOf({ text, html, attachments }: Email, name: string, bodies: readonly Uint8Array[]): Fate[] {
  const inText = new Set(indexesIn(`${text}\n${html}`, name));
  const inFiles = new Set(
    attachments.flatMap((file) => {
      if (calendars.includes(file.mimeType)) return [];
      const index = indexInBase64(file, name);
      return isBase64(bodies[index])
        ? [index]
        : indexesIn(bytesOf(file.content).toString("latin1"), name, "=4141");
    }),
  );
  return bodies.map((_, index) => (inFiles.has(index) ? "file" : inText.has(index) ? "text" : "other"));
}

/** -1 of a file that is no token decoded from base64. */
function indexInBase64(file: Attachment, name: string): number {
  const bytes = bytesOf(file.content);
  return bytes.length === bytesOfToken ? (indexesIn(bytes.toString("base64"), name)[0] ?? -1) : -1;
}

function putBack(file: Attachment, name: string, bodies: readonly Uint8Array[]): Attachment {
  const decoded = bodies[indexInBase64(file, name)];
  if (decoded !== undefined) return { ...file, content: Buffer.from(latin1(decoded), "base64") };
  const bytes = bytesOf(file.content);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const index of indexesIn(bytes.toString("latin1"), name, "=4141")) {
    const written = token(name, index).subarray(0, -2);
    const start = bytes.indexOf(written, at);
    pieces.push(bytes.subarray(at, start), linesOf(bodies[index] ?? written));
    // The line feed behind the token is that of the body's last line.
    at = start + written.length + 1;
  }
  return pieces.length === 0 ? file : { ...file, content: Buffer.concat([...pieces, bytes.subarray(at)]) };
}

/** As the parser has them: each ends with a line feed. */
function linesOf(body: Uint8Array): Uint8Array {
  const lines = Buffer.alloc(body.length + 1);
  let length = 0;
  for (let at = 0; at < body.length; ) {
    const next = endOfLine(body, at);
    const text = body.subarray(at, endOfText(body, at, next));
    lines.set(text, length);
    lines[length + text.length] = lineFeed;
    length += text.length + 1;
    at = next;
  }
  return lines.subarray(0, length);
}

/** Behind its line feed. */
function endOfLine(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(lineFeed, at);
  return end < 0 ? bytes.length : end + 1;
}

/** Without all that ends a line, which for the parser is every CR before LF. */
function endOfText(bytes: Uint8Array, at: number, next: number): number {
  let end = next;
  while (end > at && (bytes[end - 1] === lineFeed || bytes[end - 1] === carriageReturn)) end -= 1;
  return end;
}

/** Nothing in it that decoders are of different opinions about. By hand: millions of characters are too many for a regular expression's stack. */
function isBase64(body: Uint8Array | undefined): boolean {
  if (body === undefined) return false;
  let end = endOfText(body, 0, body.length);
  for (let pads = 0; pads < 2 && body[end - 1] === padding; pads += 1) end -= 1;
  let at = 0;
  while (at < end && inBase64[body[at] ?? 0] === 1) at += 1;
  return at === end && end > 0;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** A view, where that can be. */
export function bytesOf(content: Attachment["content"]): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof ArrayBuffer
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.length);
}
