/** The words of a folded text, and which of them stand in one sentence. */

export interface Word {
  readonly text: string;
  /** Number of its sentence, from 0. */
  readonly sentence: number;
}

/** A number with separators, a word with what an apostrophe parts from it, or the end of a sentence. */
const token = /(\p{N}+(?:[.,:]\p{N}+)+)|([\p{L}\p{N}]+)((?:'\p{L}+)*)|[.!?\n]/gu;

/** Turkish words that many people write as one: `ne zaman`, `var mi`, `gelir mi`, `alabilir miyim`. */
const joined =
  /^(?:(ne)(zaman|kadar)|(var|yok|acik|kapali|mumkun|geldi|kaldi|cikti|oldu|\w{1,16}[aeiu]r)(m[iu](?:y[iu][mz]|s[iu]n(?:[iu]z)?)?))$/;

/** Every English denial is `not`, with an apostrophe or without, as many people write it. */
const denial = /^(?:is|are|was|were|do|does|did|has|have|had|wo|ca|could|would|should)n'?t$|^cannot$/;

/** What an English ending after an apostrophe stands for. */
const contracted: Readonly<Record<string, string>> = {
  "'d": "would",
  "'ll": "will",
  "'ve": "have",
  "'re": "are",
  "'m": "am",
};

function spelledOut(word: string, ending: string): string[] {
  if (denial.test(word + ending)) return ["not"];
  const [, ...parts] = joined.exec(word) ?? [];
  if (parts.length > 0) return parts.filter((part) => part !== undefined);
  const more = contracted[ending];
  return more === undefined ? [word] : [word, more];
}

/** Other endings after an apostrophe are dropped: `ankara'da`, `router's`. */
export function readWords(folded: string): Word[] {
  const words: Word[] = [];
  let sentence = 0;
  for (const [, number, letters, ending] of folded.matchAll(token)) {
    const word = number ?? letters;
    if (word === undefined) {
      sentence += 1;
      continue;
    }
    for (const text of spelledOut(word, ending ?? "")) words.push({ text, sentence });
  }
  return words;
}
