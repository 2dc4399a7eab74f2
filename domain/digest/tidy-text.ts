/** Makes text from outside fit for a line of ours: one line, nothing invisible that acts, bounded. Pure. */

/** White space, control characters, halves of surrogate pairs, and marks that turn the direction of what follows. */
const unfit = /[\s\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]+/gu;

export function tidyText(text: string): string {
  return text.replace(unfit, " ").trim();
}

/** What a text weighs where it is stored, as JSON in UTF-8; the quotes around it are not counted. */
export function bytesInJson(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

const ellipsis = "…";

/** The text, or as many of its whole code points as fit before an ellipsis. */
export function shorten(text: string, mostBytes: number): string {
  if (bytesInJson(text) <= mostBytes) return text;
  let left = mostBytes - bytesInJson(ellipsis);
  let kept = "";
  for (const codePoint of text) {
    left -= bytesInJson(codePoint);
    if (left < 0) break;
    kept += codePoint;
  }
  return `${kept.trimEnd()}${ellipsis}`;
}
