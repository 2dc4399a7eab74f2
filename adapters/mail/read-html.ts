/** Makes a mail's HTML safe to show, and tells what it says in plain text. */
import sanitizeHtml from "sanitize-html";

export interface HtmlReading {
  readonly text: string;
  /** Absent where there is too much of it: half a document would be shown as if it were all of it. */
  readonly html?: string;
  readonly isWhole: boolean;
}

const longestHtml = 250_000;
const mostTags = 6_000;
const deepest = 60;

/** Never fails. */
export function readHtml(html: string): HtmlReading {
  const end = endOfTags(html.slice(0, longestHtml));
  try {
    const { text, safe } = readBounded(html.slice(0, end));
    return end < html.length ? { text, isWhole: false } : { text, html: safe, isWhole: true };
  } catch {
    return { text: "", isWhole: false };
  }
}

/** Where it ends, or where more tags begin than any program writes. */
function endOfTags(html: string): number {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    tags += 1;
    if (tags > mostTags) return at;
  }
  return html.length;
}

const shownTags = [
  ..."address article aside blockquote center dd div dl dt figcaption figure footer".split(" "),
  ..."h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section ul".split(" "),
  ..."a abbr b bdi bdo big br cite code del dfn em font i img ins kbd mark q s samp small".split(" "),
  ..."span strike strong sub sup time tt u var wbr".split(" "),
  ..."caption col colgroup table tbody td tfoot th thead tr".split(" "),
];

/** Their text is not the mail's. */
const silentTags = ["script", "style", "textarea", "option", "xmp", "noscript", "title", "template"];

/**
 * No scripts, styles, forms or frames. Images only from the mail itself: one that is fetched tells its sender that
 * the mail is read, so where it came from is only noted. Links open elsewhere, and do not say where from.
 */
function readBounded(html: string) {
  const said = plainText();
  const safe = sanitizeHtml(html, {
    allowedTags: shownTags,
    nonTextTags: silentTags,
    allowedAttributes: {
      a: ["href", "title", "target", "rel"],
      img: ["src", "data-remote", "alt", "title", "width", "height"],
      ol: ["start", "type"],
      table: ["width", "border", "cellpadding", "cellspacing", "align"],
      td: ["colspan", "rowspan", "width", "align", "valign"],
      th: ["colspan", "rowspan", "width", "align", "valign"],
      "*": ["dir", "lang"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: ["cid"] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nestingLimit: deepest,
    transformTags: { a: link, img: image },
    onOpenTag: said.open,
    onCloseTag: said.close,
    textFilter: said.text,
  });
  return { safe: safe.trim(), text: said.all() };
}

function link(tagName: string, { href = "", title }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const target = href.trim();
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) return { tagName, attribs: {} };
  const shown = title === undefined ? {} : { title };
  return { tagName, attribs: { href: target, ...shown, target: "_blank", rel: "noopener noreferrer" } };
}

function image(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { src = "", alt, title, width, height } = attribs;
  const shown = {
    ...(alt && { alt }),
    ...(title && { title }),
    ...(width && { width }),
    ...(height && { height }),
  };
  if (/^cid:[^\s"'<>]{1,255}$/i.test(src)) return { tagName, attribs: { src, ...shown } };
  return { tagName, attribs: { ...(/^https?:\/\//i.test(src) && { "data-remote": src }), ...shown } };
}

const ownLine = new Set(
  "address article aside blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul".split(
    " ",
  ),
);
const deepestQuote = 4;
const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** Blocks become lines, list items get a dash, and quoted blocks the `>` that plain mails quote with. */
function plainText() {
  const lines: { readonly quotes: number; readonly said: string[] }[] = [{ quotes: 0, said: [] }];
  let quotes = 0;
  const breakLine = () => lines.push({ quotes: Math.min(quotes, deepestQuote), said: [] });
  const say = (text: string) => lines.at(-1)?.said.push(text);
  return {
    open(name: string) {
      if (name === "blockquote") quotes += 1;
      if (ownLine.has(name)) breakLine();
      if (name === "li") say("- ");
      if (name === "td" || name === "th") say(" ");
    },
    close(name: string) {
      if (name === "blockquote") quotes -= 1;
      if (ownLine.has(name) && name !== "br") breakLine();
    },
    /** @param text as it will stand in the HTML */
    text(text: string): string {
      say(text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity));
      return text;
    },
    all: () => tidy(lines),
  };
}

/** At most one empty line between two that are not. */
function tidy(lines: readonly { readonly quotes: number; readonly said: readonly string[] }[]): string {
  const tidied: string[] = [];
  for (const { quotes, said } of lines) {
    const text = said.join("").replace(/\s+/g, " ").trim();
    if (text === "" && (tidied.at(-1) ?? "") === "") continue;
    tidied.push(text === "" ? "" : "> ".repeat(quotes) + text);
  }
  return tidied.join("\n").trimEnd();
}
