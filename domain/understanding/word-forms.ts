/** Which of the known words a word of a text is a form of, found by its stem. */
import { isNegatedEnding, isNominalEnding } from "./turkish-endings.ts";

/** A known word, and how many letters of it are stem. */
export interface Form {
  readonly notation: string;
  readonly letters: number;
}

type IsEnding = (ending: string) => boolean;

const endings: Readonly<Record<string, IsEnding>> = {
  "*": () => true,
  "~": (ending) => ending === "s" || isNominalEnding(ending),
  "-": isNegatedEnding,
};
const isNoEnding: IsEnding = (ending) => ending === "";

/** `kitap` is `kitab` before a vowel, `elektrik` is `elektrig`. */
const softened: Readonly<Record<string, string>> = { k: "g", p: "b" };

function stemsOf(stem: string, isNoun: boolean): string[] {
  const soft = softened[stem.at(-1) ?? ""];
  return isNoun && soft !== undefined ? [stem, stem.slice(0, -1) + soft] : [stem];
}

/** What follows a beginning of a word: one letter more, and the known words whose stem it is. */
interface Beginning {
  readonly longer: Map<string, Beginning>;
  readonly stemOf: { readonly form: Form; readonly isEnding: IsEnding }[];
}

const noBeginning = (): Beginning => ({ longer: new Map(), stemOf: [] });

/** The beginning that is a stem, letter by letter. */
function grow(root: Beginning, stem: string): Beginning {
  let beginning = root;
  for (const letter of stem) {
    const longer = beginning.longer.get(letter) ?? noBeginning();
    beginning.longer.set(letter, longer);
    beginning = longer;
  }
  return beginning;
}

/** @param notations known words as `phrase-book.ts` writes them */
export function wordForms(notations: Iterable<string>): (word: string) => Form[] {
  const root = noBeginning();
  for (const notation of notations) {
    const mark = notation.at(-1) ?? "";
    const isEnding = endings[mark] ?? isNoEnding;
    const written = isEnding === isNoEnding ? notation : notation.slice(0, -1);
    for (const stem of stemsOf(written, mark === "~")) {
      grow(root, stem).stemOf.push({ form: { notation, letters: stem.length }, isEnding });
    }
  }
  return (word) => {
    const found: Form[] = [];
    let beginning = root.longer.get(word.charAt(0));
    for (let length = 1; beginning !== undefined; length += 1) {
      for (const { form, isEnding } of beginning.stemOf) {
        if (isEnding(word.slice(length))) found.push(form);
      }
      beginning = beginning.longer.get(word.charAt(length));
    }
    return found;
  };
}
