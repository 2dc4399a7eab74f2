/** Compares names as people write them: in any case, with or without accents, with Turkish endings. Pure. */

/** Lower case without accents; dotted and dotless i are one letter. */
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i").trim();

const wordsIn = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const shortestStem = 4;

/** `kart` is in `kartı`: a word counts as found where another one begins with it. */
const begins = (longer: string, word: string) =>
  longer === word || (word.length >= shortestStem && longer.startsWith(word));

/** Whether every word of a name is in a text: "Gold Kart" is in "Gold Kartın ücretleri". */
export function names(text: string, name: string): boolean {
  const [found, wanted] = [wordsIn(text), wordsIn(name)];
  return wanted.length > 0 && wanted.every((word) => found.some((longer) => begins(longer, word)));
}

/** Whether a text has a word that begins with one of the stems. */
export const hasWord = (text: string, stems: readonly string[]): boolean =>
  wordsIn(text).some((word) => stems.some((stem) => word.startsWith(stem)));
