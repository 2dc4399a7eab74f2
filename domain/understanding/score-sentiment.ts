/** Scores how the writer feels, from words, their modifiers, emoji, and how loudly it is written. */
import { type Found, phraseBook } from "./phrase-book.ts";
import type { Word } from "./read-words.ts";
import { type Modifier, modifierPhrases, sentimentPhrases } from "./sentiment-lexicon.ts";

const feelingBook = phraseBook(sentimentPhrases);
const modifierBook = phraseBook(modifierPhrases);

const glad = /[😀😃😄😁😆😊🙂😍🥰😘🤗👍👏❤♥💕💯😎🤩🥳]|(?:[:;=]-?[)D]|<3)(?![\p{L}\p{N}/=])/gu;
const sad = /[😡🤬😠😤👎😞😢😭😔☹🙁😩😫😒🙄💔😖😕]|(?:[:=]-?\(|:-?\/|:@)(?![\p{L}\p{N}/=])/gu;
const emojiStrength = 1.5;
const mostEmoji = 2;

/** For how long, or how often: makes what is bad worse, and nothing else. */
const impatienceBook = phraseBook([
  [
    "gundur|haftadir|aydir|saattir|dakikadir|beri|hala|yine|kac_kere|kac_kez|kac_defa|surekli|defadir|kacinci",
    "impatience",
  ],
  ["again|still|for_days|for_weeks|weeks|third_time|every_time|every_day|every_evening|keeps", "impatience"],
]);

/** A sum of this size scores 0.71; the scale ends at 1 for all sums. */
const middle = Math.sqrt(6);

/** Feeling words that do not overlap: the most specific ones win. */
function withoutOverlap(found: readonly Found<number>[]): Found<number>[] {
  const taken = new Set<number>();
  return [...found]
    .sort((a, b) => b.letters - a.letters)
    .filter(({ from, to }) => {
      const indexes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      if (indexes.some((index) => taken.has(index))) return false;
      for (const index of indexes) taken.add(index);
      return true;
    });
}

function kindOf(strength: number): Modifier["of"] | "grave" {
  if (strength > 0) return "good";
  return strength < -1 ? "grave" : "mild";
}

function changes(words: readonly Word[], feeling: Found<number>, modifier: Found<Modifier>): boolean {
  const { side, reach, of } = modifier.value;
  const distance = side === "before" ? modifier.from - feeling.to : feeling.from - modifier.to;
  if (distance < 1 || distance > reach) return false;
  if (of !== undefined && of !== kindOf(feeling.value)) return false;
  return words[feeling.from]?.sentence === words[modifier.from]?.sentence;
}

function emojiIn(text: string): number {
  const count = (form: RegExp) => Math.min(text.match(form)?.length ?? 0, mostEmoji);
  return emojiStrength * (count(glad) - count(sad));
}

/** Several mild words are still mild: the strongest of them counts most (the 4-norm). */
function together(strengths: readonly number[]): number {
  return strengths.reduce((sum, strength) => sum + strength ** 4, 0) ** 0.25;
}

/** Exclamation marks, and capitals throughout. */
function loudness(text: string): number {
  const marks = Math.min(text.match(/!/g)?.length ?? 0, 3);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const isShouted = letters >= 10 && capitals > letters * 0.7;
  return (1 + 0.1 * marks) * (isShouted ? 1.3 : 1);
}

/**
 * @param text as written
 * @param isTrouble what the message is about is bad news in any words
 * @returns from -1 to 1, two decimals
 */
export function scoreSentiment(text: string, words: readonly Word[], isTrouble: boolean): number {
  const feelings = withoutOverlap(feelingBook(words));
  const isTaken = ({ from, to }: Found<Modifier>) =>
    feelings.some((feeling) => feeling.from <= to && from <= feeling.to);
  const modifiers = modifierBook(words).filter((modifier) => !isTaken(modifier));
  const strengths = feelings.map((feeling) =>
    modifiers
      .filter((modifier) => changes(words, feeling, modifier))
      .reduce((strength, modifier) => strength * modifier.value.factor, feeling.value),
  );
  const good = together(strengths.filter((strength) => strength > 0));
  const bad = together(strengths.filter((strength) => strength < 0));
  const worst = (isTrouble ? Math.max(bad, 1) : bad) * (impatienceBook(words).length > 0 ? 1.3 : 1);
  const sum = (good - worst + emojiIn(text)) * loudness(text);
  // What rounds to nothing from below is nothing, and not JavaScript's -0.
  return Math.round((100 * sum) / Math.hypot(sum, middle)) / 100 || 0;
}
