/** HTML that attacks who looks at it, and what is left of it. */
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { readHtml } from "../../../adapters/mail/read-html.ts";

/** Most of them of the OWASP cheat sheet on filter evasion, of DOMPurify's own tests, and of published mutations. */
const attacks = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<script/xss src=x></script>",
  "<img src=x onerror=alert(1)>",
  '<img """><script>alert(1)</script>">',
  '<img src="javascript:alert(1)">',
  "<img src=`javascript:alert(1)`>",
  '<img src="jav&#x09;ascript:alert(1);">',
  "<img src=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
  "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
  '<img srcset="https://evil.example/x 1x">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="https://a.example" onclick="alert(1)">x</a>',
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  '<svg><animate attributeName=href values="javascript:alert(1)"/><a id=x>x</a></svg>',
  "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
  "<iframe src=javascript:alert(1)></iframe>",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  "<object data=javascript:alert(1)></object>",
  "<embed src=javascript:alert(1)>",
  "<form action=javascript:alert(1)><input type=submit></form>",
  '<button formaction="javascript:alert(1)">x</button>',
  "<input autofocus onfocus=alert(1)>",
  "<style>@import 'https://evil.example/x.css';</style>",
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<div style="width:expression(alert(1))">x</div>',
  "<link rel=stylesheet href=https://evil.example/x.css>",
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  "<base href=javascript:alert(1)//>",
  "<body onload=alert(1)>",
  "<table background=javascript:alert(1)><td>x</td></table>",
  "<details open ontoggle=alert(1)>x</details>",
  "<video><source onerror=alert(1)></video>",
  // Mutations: harmless to one parser, and something else once it is written out and read again.
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
  "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
  "<textarea><p title='</textarea><img src=x onerror=alert(1)>'></textarea>",
  "<title><p title='</title><img src=x onerror=alert(1)>'></title>",
  "<template><p title='</template><img src=x onerror=alert(1)>'></template>",
  "<plaintext><img src=x onerror=alert(1)>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<!-- --!><img src=x onerror=alert(1)> -->",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  "<?xml-stylesheet href='javascript:alert(1)'?>",
  "<a title='&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'>x</a>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
];

/** What a browser would do with it: every tag with its attributes, by a parser that cleans nothing. */
function tagsIn(html: string) {
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => tags.push({ name, attributes }) });
  parser.end(html);
  return tags;
}

const harmless = new Set(
  "href title target rel src data-remote alt width height start type border cellpadding cellspacing align valign colspan rowspan dir lang".split(
    " ",
  ),
);
const dangerous =
  /^(script|style|iframe|object|embed|form|input|button|textarea|select|svg|math|link|meta|base|noscript|template|title|xmp|plaintext|video|audio|source|body|html|head)$/;

describe("HTML of a mail", () => {
  it.each(attacks)("does nothing and fetches nothing: %s", (attack) => {
    const { html = "" } = readHtml(`<p>önce</p>${attack}<p>sonra</p>`);
    for (const { name, attributes } of tagsIn(html)) {
      expect(name).not.toMatch(dangerous);
      for (const attribute of Object.keys(attributes)) expect(harmless).toContain(attribute);
      if (attributes.href !== undefined) expect(attributes.href).toMatch(/^(https?:\/\/|mailto:|tel:)/);
      if (attributes.src !== undefined) expect(attributes.src).toMatch(/^cid:/);
    }
    expect(html).toContain("önce");
  });

  it.each(attacks)("stays as it is when it is cleaned again: %s", (attack) => {
    const { html = "" } = readHtml(attack);
    expect(readHtml(html).html).toBe(html);
  });

  it("shows its own images, and no one else's", () => {
    const { html } = readHtml(
      '<img src="cid:logo@acme" alt="Logo"><img src="https://evil.example/pixel.gif?who=ayse" width="1">',
    );
    expect(html).toBe(
      '<img src="cid:logo@acme" alt="Logo" /><img data-remote="https://evil.example/pixel.gif?who=ayse" width="1" />',
    );
  });

  it("opens links elsewhere, without a word of where they were", () => {
    expect(readHtml('<a href="https://a.example/?q=1&amp;r=2" class="x">git</a>').html).toBe(
      '<a href="https://a.example/?q=1&amp;r=2" target="_blank" rel="noopener noreferrer">git</a>',
    );
  });

  it("keeps what makes it readable, and no styles or classes", () => {
    expect(
      readHtml('<h1 class="a" style="color:red" id="b">Sayın <b>Ayşe</b></h1><ul><li>bir</li></ul>').html,
    ).toBe("<h1>Sayın <b>Ayşe</b></h1><ul><li>bir</li></ul>");
  });

  it("is left out when there is too much of it, and still says how it begins", () => {
    const { text, html, isWhole } = readHtml(`<p>Merhaba</p>${"<p>x</p>".repeat(50_000)}`);
    expect({ html, isWhole }).toEqual({ html: undefined, isWhole: false });
    expect(text).toMatch(/^Merhaba\n/);
  });
});

describe("the text of HTML", () => {
  it.each([
    ["<p>Bir</p><p>İki</p>", "Bir\n\nİki"],
    ["Bir<br>İki<br><br><br><br>Üç", "Bir\nİki\n\nÜç"],
    ["<ul><li>elma</li><li>armut</li></ul>", "- elma\n\n- armut"],
    ["<table><tr><td>Ad</td><td>Ayşe</td></tr></table>", "Ad Ayşe"],
    ["  çok \n\t boşluk  ", "çok boşluk"],
    [
      "1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;evet&quot; &ccedil;&#305;&nbsp;&euro;",
      '1 < 2 && 3 > 2 "evet" çı €',
    ],
    [
      "<p>Yeni</p><blockquote><p>Eski</p><blockquote>Daha eski</blockquote></blockquote>",
      "Yeni\n\n> Eski\n\n> > Daha eski",
    ],
    ["<style>p{}</style><script>x</script><title>t</title>Söz", "Söz"],
    ["", ""],
  ])("of %s", (html, text) => {
    expect(readHtml(html).text).toBe(text);
  });
});
