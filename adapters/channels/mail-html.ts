/** The HTML of a mail of ours, of what was written: for every channel that sends e-mail. Pure. */

/**
 * The same text for programs that show HTML: each line by itself, so that each runs in its own direction (as lines of
 * plain text do), and addresses of the web as links. Nothing that is written becomes markup.
 */
export function mailHtml(text: string): string {
  const lines = text
    .toWellFormed()
    .replace(unprintable, "")
    .split(/\r\n|\r|\n/);
  const body = lines
    .map((line) => `<div dir="auto">${line === "" ? "<br>" : withLinks(line)}</div>`)
    .join("");
  return `<!doctype html><html><head><meta charset="utf-8"></head><body><div style="white-space:pre-wrap">${body}</div></body></html>`;
}

/** Control characters that no text has, and no HTML may. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Up to a space or what closes a quotation; a mark at the end belongs to the sentence. */
const webAddress = /\bhttps?:\/\/[^\s<>"'«»“”]*[^\s<>"'«»“”.,;:!?()[\]{}]/gi;

/** What a link shows is where it leads. */
function withLinks(line: string): string {
  let html = "";
  let from = 0;
  for (const { 0: url, index } of line.matchAll(webAddress)) {
    html += `${escaped(line.slice(from, index))}<a href="${escaped(url)}">${escaped(url)}</a>`;
    from = index + url.length;
  }
  return html + escaped(line.slice(from));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
