/** Mails that would take the parser long: it is quick with large files, and slow with many lines and parts. */

const mostParts = 600;
const usualLines = 6_000;
const bytesOfALine = 60;

const lineFeed = 0x0a;
const dash = 0x2d;

/** Counts lines, and those that begin as the bound of a part does. */
export function isTooMuch(raw: Uint8Array): boolean {
  const mostLines = usualLines + raw.length / bytesOfALine;
  let [lines, parts] = [0, 0];
  for (let at = raw.indexOf(lineFeed); at >= 0; at = raw.indexOf(lineFeed, at + 1)) {
    lines += 1;
    if (raw[at + 1] === dash && raw[at + 2] === dash) parts += 1;
    if (lines > mostLines || parts > mostParts) return true;
  }
  return false;
}
