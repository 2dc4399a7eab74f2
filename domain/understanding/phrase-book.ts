/**
 * Finds phrases in words, in time linear in the words: what intents, case types and sentiment are read with.
 *
 * A phrase is written in folded letters:
 * - `card` is the whole word, `complain*` every word that begins so;
 * - `kart~` is a noun with its Turkish endings, or the English plural; `calis-` a Turkish verb, denied;
 * - `kredi_kart~` are words next to each other, `a|b` is either;
 * - `kart~ calis-` (with a space) are both in any order, in one sentence, not far apart.
 */
import type { Word } from "./read-words.ts";
import { type Form, wordForms } from "./word-forms.ts";

export interface Found<Value> {
  readonly value: Value;
  /** Indexes of the first and the last word. */
  readonly from: number;
  readonly to: number;
  /** How many parts it has: what is written with spaces between. */
  readonly parts: number;
  /** Letters of all stems: the more, the more specific. */
  readonly letters: number;
}

/** Words from the first to the last of a phrase with several parts. */
const widest = 8;

interface Part<Value> {
  readonly phrases: Phrase<Value>[];
}

interface Phrase<Value> {
  readonly value: Value;
  readonly parts: readonly Part<Value>[];
}

/** Words next to each other that make a part complete. */
interface Sequence<Value> {
  readonly notations: readonly string[];
  readonly part: Part<Value>;
}

type Seen = Pick<Found<unknown>, "from" | "letters">;

/** Where a sequence that ends with the word at `to` begins, if it is there. */
function readBack(notations: readonly string[], forms: readonly Form[][], to: number): Seen | undefined {
  const from = to - notations.length + 1;
  let letters = 0;
  for (let index = from; index <= to; index += 1) {
    const notation = notations[index - from];
    const form = forms[index]?.find((candidate) => candidate.notation === notation);
    if (form === undefined) return undefined;
    letters += form.letters;
  }
  return { from, letters };
}

/** The phrase around its parts as they were last seen, when the last of them ends at `to`. */
function join<Value>(
  { value, parts }: Phrase<Value>,
  lastSeen: ReadonlyMap<Part<Value>, Seen>,
  to: number,
): Found<Value> | undefined {
  let from = to;
  let letters = 0;
  for (const part of parts) {
    const seen = lastSeen.get(part);
    if (seen === undefined || to - seen.from >= widest) return undefined;
    from = Math.min(from, seen.from);
    letters += seen.letters;
  }
  return { value, from, to, parts: parts.length, letters };
}

/** The list under a key, made when it is first asked for. */
function listAt<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** @returns the phrases of a text, by their last word; those of one word may overlap */
export function phraseBook<Value>(
  entries: Iterable<readonly [phrase: string, value: Value]>,
): (words: readonly Word[]) => Found<Value>[] {
  const parts = new Map<string, Part<Value>>();
  const sequencesByLastWord = new Map<string, Sequence<Value>[]>();
  const known = new Set<string>();

  const partOf = (notation: string): Part<Value> => {
    const existing = parts.get(notation);
    if (existing !== undefined) return existing;
    const part: Part<Value> = { phrases: [] };
    parts.set(notation, part);
    for (const alternative of notation.split("|")) {
      const notations = alternative.split("_");
      for (const word of notations) known.add(word);
      listAt(sequencesByLastWord, notations.at(-1) ?? "").push({ notations, part });
    }
    return part;
  };
  for (const [phrase, value] of entries) {
    const ofPhrase = phrase.split(" ").map(partOf);
    for (const part of ofPhrase) part.phrases.push({ value, parts: ofPhrase });
  }
  const formsOf = wordForms(known);

  return (words) => {
    const forms = words.map(({ text }) => formsOf(text));
    const lastSeen = new Map<Part<Value>, Seen>();
    const found: Found<Value>[] = [];
    const see = ({ notations, part }: Sequence<Value>, to: number) => {
      const seen = readBack(notations, forms, to);
      if (seen === undefined) return;
      lastSeen.set(part, seen);
      for (const phrase of part.phrases) {
        const joined = join(phrase, lastSeen, to);
        if (joined !== undefined && words[joined.from]?.sentence === words[to]?.sentence) found.push(joined);
      }
    };
    for (const [to, ofWord] of forms.entries()) {
      for (const { notation } of ofWord) {
        for (const sequence of sequencesByLastWord.get(notation) ?? []) see(sequence, to);
      }
    }
    return found;
  };
}
