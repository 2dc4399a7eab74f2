/** The oracle: sanitize-html, which reads the HTML as others do and says what is in it. */
import fc from "fast-check";
import sanitizeHtml from "sanitize-html";
import { describe, expect, it } from "vitest";
import { mailHtml } from "../../../adapters/channels/mail-html.ts";

interface Read {
  readonly text: string;
  readonly tags: readonly string[];
  readonly links: readonly string[];
}

function read(html: string): Read {
  const tags: string[] = [];
  const links: string[] = [];
  const escaped = sanitizeHtml(html, {
    allowedTags: [],
    nonTextTags: [],
    onOpenTag: (name, { href, ...attributes }) => {
      tags.push([name, ...Object.entries(attributes).map((pair) => pair.join("="))].join(" "));
      if (name === "a") links.push(href ?? "");
    },
  });
  const text = escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
  return { text: text.replaceAll("&amp;", "&"), tags, links };
}

/** UTF-16 units, half of a pair among them; the first 256 are the most likely to matter. */
const anyText = fc.oneof(fc.uint16Array(), fc.uint8Array()).map((units) => String.fromCharCode(...units));
/** No HTML may have them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const lines = (text: string) => text.split(/\r\n|\r|\n/);
const frame = ["html", "head", "meta charset=utf-8", "body", "div style=white-space:pre-wrap"];

describe("the HTML of a mail", () => {
  it("has each line by itself, in its own direction, and its letters as they were written", () => {
    const text = 'Sayın Iğdır, ŞİİR <b>kitabınız</b> & "not"unuz hazır: ığüşöçİĞÜŞÖÇ 👩‍👩‍👧‍👦\n\nشكرا';
    expect(mailHtml(text)).toBe(
      '<!doctype html><html><head><meta charset="utf-8"></head><body><div style="white-space:pre-wrap">' +
        '<div dir="auto">Sayın Iğdır, ŞİİR &lt;b&gt;kitabınız&lt;/b&gt; &amp; &quot;not&quot;unuz hazır: ' +
        'ığüşöçİĞÜŞÖÇ 👩‍👩‍👧‍👦</div><div dir="auto"><br></div><div dir="auto">شكرا</div></div></body></html>',
    );
  });

  it.each([
    ["Bakınız: https://acme.example/kart?a=1&b=2.", ["https://acme.example/kart?a=1&b=2"]],
    [
      "(http://acme.example/a_b) ve «https://şirket.example/ığüş»",
      ["http://acme.example/a_b", "https://şirket.example/ığüş"],
    ],
    ['https://a.example/?q="x" onmouseover=alert(1)', ["https://a.example/?q="]],
    ["javascript:alert(1) data:text/html,x https:// www.acme.example a@b.example", []],
  ])("makes links of addresses of the web alone: %s", (text, links) => {
    expect(read(mailHtml(text))).toMatchObject({ text, links });
  });

  it("says what was written whatever it is, and nothing of it becomes markup", () => {
    const piece = fc.oneof(
      anyText,
      fc.constantFrom(
        "<script>",
        "</div>",
        "&lt;",
        "&#60;",
        "<!--",
        "https://a.example/",
        '"',
        "'",
        "\n",
        "\r\n",
        "]]>",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const { text: said, tags, links } = read(mailHtml(text));
        const printed = text.toWellFormed().replace(unprintable, "");
        expect(said).toBe(lines(printed).join(""));
        const inside = tags.slice(frame.length);
        expect(tags.slice(0, frame.length)).toEqual(frame);
        expect(inside.filter((tag) => tag !== "br" && tag !== "a")).toEqual(
          lines(printed).map(() => "div dir=auto"),
        );
        for (const link of links) expect(link).toMatch(/^https?:\/\//i);
      }),
      { numRuns: 300 },
    );
  });
});
