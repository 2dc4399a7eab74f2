/** A raw mail (RFC 5322, MIME) out of the fields that Inbound Parse took it apart to. Pure, and always the same. */

import { objectOf, textOf } from "../fields.ts";
import { fingerprint } from "../fingerprint.ts";
import { fieldIn, jsonIn } from "./form-fields.ts";
import type { FormPart } from "./multipart.ts";

const fields = new Set([
  "headers",
  "text",
  "html",
  "from",
  "to",
  "cc",
  "subject",
  "envelope",
  "charsets",
  "SPF",
  "dkim",
]);

export function rebuiltMail(parts: readonly FormPart[]): Buffer {
  const boundary = `omniline-${fingerprint(parts.map(({ bytes }) => fingerprint(bytes.toString("latin1"))).join()).slice(0, 32)}`;
  const charsets = jsonIn(parts, "charsets");
  const names = namesOfFiles(parts);
  const texts = ["text", "html"].flatMap((name) => {
    const part = parts.find((one) => one.name === name);
    const charset = textOf(charsets[name]) ?? "utf-8";
    return part
      ? [section(`text/${name === "text" ? "plain" : name}; charset=${token(charset)}`, [], part.bytes)]
      : [];
  });
  const files = parts.filter((part) => part.fileName !== undefined && !fields.has(part.name));
  const sections = [
    nested("alternative", `${boundary}-a`, texts),
    ...files.map((part) => fileSection(part, names.get(part.name))),
  ];
  return Buffer.from(`${headersOf(parts)}MIME-Version: 1.0\r\n${nested("mixed", boundary, sections)}`);
}

/** Without those that say how the body was written, which is written anew. */
function headersOf(parts: readonly FormPart[]): string {
  const lines = (fieldIn(parts, "headers") ?? "").replace(/\r\n?/g, "\n").split(/\n(?![ \t])/);
  const kept = lines.filter(
    (line) => /^[!-9;-~]+[ \t]*:/.test(line) && !/^(content-[\w-]+|mime-version)\s*:/i.test(line),
  );
  return kept.map((line) => `${line.replace(/\n/g, "\r\n")}\r\n`).join("");
}

interface NamedFile {
  readonly name?: string | undefined;
  readonly contentId?: string | undefined;
}

/** By field, `attachment1` and on: `attachment-info` has the names, `content-ids` which of them the HTML shows. */
function namesOfFiles(parts: readonly FormPart[]): ReadonlyMap<string, NamedFile> {
  const ids = Object.entries(jsonIn(parts, "content-ids")).map(([id, field]) => [textOf(field), id] as const);
  return new Map(
    Object.entries(jsonIn(parts, "attachment-info")).map(([field, info]) => {
      const said = objectOf(info);
      const contentId = textOf(said["content-id"]) ?? ids.find(([of]) => of === field)?.[1];
      return [field, { name: textOf(said.filename) ?? textOf(said.name), contentId }] as const;
    }),
  );
}

function fileSection({ fileName, contentType, bytes }: FormPart, file: NamedFile = {}): string {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(contentType ?? "") ? contentType : "application/octet-stream";
  const name = encodeURIComponent(file.name ?? fileName ?? "").replace(/['()*]/g, percent);
  const id = file.contentId?.replace(/[^!-~]|[<>]/g, "");
  return section(
    `${type}`,
    [
      `Content-Disposition: ${id ? "inline" : "attachment"}; filename*=utf-8''${name}`,
      ...(id ? [`Content-ID: <${id}>`] : []),
    ],
    bytes,
  );
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function section(type: string, headers: readonly string[], bytes: Buffer): string {
  const body = bytes.toString("base64").replace(/.{76}/g, "$&\r\n");
  return [`Content-Type: ${type}`, ...headers, "Content-Transfer-Encoding: base64", "", body].join("\r\n");
}

function nested(kind: string, boundary: string, sections: readonly string[]): string {
  const inner = sections.map((one) => `--${boundary}\r\n${one}\r\n`).join("");
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inner}--${boundary}--`;
}

function token(charset: string): string {
  return /^[\w.:-]{1,40}$/.test(charset) ? charset : "utf-8";
}
