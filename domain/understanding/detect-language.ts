/** Tells Turkish from English from the rest, also in a few words and without Turkish letters. */
import type { Understanding } from "../../schemas/understanding.ts";
import { type LanguageMark, languagePhrases } from "./language-words.ts";
import { phraseBook } from "./phrase-book.ts";
import type { Word } from "./read-words.ts";

const markBook = phraseBook(languagePhrases);
const languages: readonly LanguageMark[] = ["tr", "en", "other"];

/** Letters only Turkish and its nearest kin write. */
const turkishLetters = /[ğşıİ]/gu;
/** German and French write them too, but in words of their own. */
const umlauts = /[çöü]/iu;
const latinLetters = /\p{Script=Latin}/gu;
const letters = /\p{L}/gu;

/** Endings no English word has: tenses, ability, persons; folded. */
const surelyTurkish =
  /(?:[iu]yo(?:r(?:um|sun|uz|lar|du|mu)?|m|sun|z)?|[ae]bilir\w*|[ae]c[ae][gk]\w{0,4}|[ae]r?m[iu]s[iu]n(?:[iu]z)?|d[iu]n[iu]z|t[iu]n[iu]z|s[ae]n[iu]z|[iu]m[iu]z[iu]?|[iu]n[iu]z[iu]?|l[ae]r[iu](?:m|n|n[iu]|m[iu])?)$/;
/** Endings that English words seldom have. */
const perhapsTurkish =
  /[^aeiou](?:[iu]m[iu]?|m[ae]k|d[iu]m?|[dt][ae]n|m[iu]s|l[iu][kg][iu]?|l[ae]r|[dt][iu]k|[sn][iu]n?|y[iu]|[ae]y[iu]m)$/;
const perhapsEnglish = /(?:ing|tion|ment|ness|ally|ed)$|^(?:th|wh)|w/;

/** Enough words to say that neither language is spoken. */
const wordsOfAStranger = 4;

function scoreWord(word: string, scores: Record<LanguageMark, number>): void {
  if (word.length > 4 && surelyTurkish.test(word)) scores.tr += 1.5;
  else if (word.length > 4 && perhapsTurkish.test(word)) scores.tr += 0.5;
  if (word.length > 3 && perhapsEnglish.test(word)) scores.en += 0.5;
}

/**
 * @param text as written
 * @param words of the same text, folded
 * @returns `undefined` where there is too little to tell
 */
export function detectLanguage(text: string, words: readonly Word[]): Understanding["language"] {
  const all = text.match(letters)?.length ?? 0;
  if ((text.match(latinLetters)?.length ?? 0) * 2 < all) return "other";
  const scores: Record<LanguageMark, number> = { tr: 0, en: 0, other: 0 };
  scores.tr += Math.min(text.match(turkishLetters)?.length ?? 0, 4);
  scores.tr += umlauts.test(text) ? 0.5 : 0;
  for (const { value } of markBook(words)) scores[value] += 1;
  for (const word of words) scoreWord(word.text, scores);
  const best = Math.max(...Object.values(scores));
  const leaders = languages.filter((mark) => scores[mark] === best);
  if (best > 0) return leaders.length === 1 ? leaders[0] : undefined;
  const spoken = words.filter((word) => /^\p{L}/u.test(word.text));
  return spoken.length >= wordsOfAStranger ? "other" : undefined;
}
