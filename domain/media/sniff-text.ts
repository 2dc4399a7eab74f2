/** Whether bytes are plain text that a browser would not run. Pure. */
import type { Sniffed } from "./sniff-type.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Control characters that no text has: all but tab, line feed, form feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const binary = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/;

/** What a browser that guesses takes for a page at the start, and what runs in one wherever it stands. */
const active = /^\s*<|<(!doctype|html|script|svg|iframe|object|embed)\b/i;

export function textType(bytes: Buffer): Sniffed {
  const text = decoded(bytes);
  if (text === undefined || binary.test(text)) return { kind: "refused", reason: "unknown-type" };
  if (active.test(text)) return { kind: "refused", reason: "active-content" };
  return { kind: "known", contentType: "text/plain" };
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
