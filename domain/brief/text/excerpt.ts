/** Makes text from outside fit to stand in a line of the brief. */
import { tidyText } from "../../digest/tidy-text.ts";

/** Code points: what the limits of a brief count. */
export const lengthOf = (text: string): number => Array.from(text).length;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The text in at most so many code points, cut after a word and ended with "…".
 *
 * A word that alone is longer than half of what there is room for is cut between what readers see as characters.
 *
 * @param most at least 1
 */
export function shorten(text: string, most: number): string {
  if (lengthOf(text) <= most) return text;
  let kept = "";
  let length = 0;
  for (const { segment } of graphemes.segment(text)) {
    length += lengthOf(segment);
    if (length >= most) break;
    kept += segment;
  }
  const isWhole = /^\s/.test(text.slice(kept.length));
  const words = isWhole ? kept : kept.replace(/\s\S*$/, "");
  const cut = words.length * 2 > kept.length ? words : kept;
  return `${cut.replace(/[\s,;:·(“+−-]+$/u, "")}…`;
}

/** The beginning of a text from outside, tidied; "" of none. */
export const excerpt = (text: string | undefined, most: number): string =>
  shorten(tidyText(text ?? ""), most);

/** `monthly-income`, `monthlyIncome` and `monthly_income` as words. */
export const wordsOf = (name: string): string =>
  tidyText(name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[-_.]+/g, " ")).toLowerCase();
