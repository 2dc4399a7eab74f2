/** Every text a person can see or hear of a page, in one language and in another. */
import type { Page } from "playwright-core";

/**
 * The visible texts, labels, placeholders and hints; not what was sent over the wire word for word,
 * nor texts in an element that names its own language.
 */
export function visibleTexts(page: Page): Promise<string[]> {
  return page.locator("html").evaluate((html) => {
    const texts = new Set<string>();
    const add = (text: string | null | undefined) => {
      const tidy = text?.replace(/\s+/g, " ").trim() ?? "";
      if (/\p{L}/u.test(tidy)) texts.add(tidy);
    };
    add(html.ownerDocument.title);
    for (const element of html.ownerDocument.querySelectorAll("body *")) {
      if (element.closest("pre, script, style, [lang]:not(html)") !== null) continue;
      if (!element.checkVisibility()) continue;
      for (const name of ["aria-label", "placeholder", "title", "aria-roledescription"]) {
        add(element.getAttribute(name));
      }
      if (element.tagName === "TEXTAREA") add(element.value);
      for (const child of element.childNodes) if (child.nodeType === 3) add(child.textContent);
    }
    return [...texts];
  });
}
