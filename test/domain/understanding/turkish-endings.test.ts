/** Endings made by the rules of a grammar (vowel harmony, buffer letters), against those that are recognised. */
import { describe, expect, it } from "vitest";
import { foldText } from "../../../domain/understanding/fold-text.ts";
import { isNegatedEnding, isNominalEnding } from "../../../domain/understanding/turkish-endings.ts";

const vowels = "aıoueiöü";
const lastVowel = (word: string) => [...word].findLast((letter) => vowels.includes(letter)) ?? "e";
const isBack = (word: string) => "aıou".includes(lastVowel(word));
const isRound = (word: string) => "ouöü".includes(lastVowel(word));
const endsInVowel = (word: string) => vowels.includes(word.at(-1) ?? "");

/** A: a or e. I: ı, i, u or ü. D: d or t. (y), (n), (s): between vowels only; (I): after consonants only. */
function add(word: string, ending: string): string {
  const buffered = ending
    .replace(/^\((\w)\)/, (_, letter: string) => ((letter === "I") !== endsInVowel(word) ? letter : ""))
    .replace("D", /[çfhkpsşt]$/.test(word) ? "t" : "d");
  return [...buffered].reduce((grown, letter) => {
    if (letter === "A") return grown + (isBack(grown) ? "a" : "e");
    if (letter !== "I") return grown + letter;
    if (isBack(grown)) return grown + (isRound(grown) ? "u" : "ı");
    return grown + (isRound(grown) ? "ü" : "i");
  }, word);
}

const plurals = ["", "lAr"];
const possessives = ["", "(I)m", "(I)n", "(s)I", "(I)mIz", "(I)nIz"];
const cases = ["", "(y)I", "(y)A", "DA", "DAn", "(n)In", "(y)lA"];
const casesOfHis = ["", "nI", "nA", "nDA", "nDAn", "nIn", "(y)lA"];

const nounForms = (noun: string) =>
  plurals.flatMap((plural) =>
    possessives.flatMap((possessive) =>
      (possessive === "(s)I" ? casesOfHis : cases).map((ending) =>
        [plural, possessive, ending].filter((part) => part !== "").reduce(add, noun),
      ),
    ),
  );

const persons = ["", "m", "n", "k", "nIz", "lAr"];
const verbForms = (verb: string, negation: "mA" | "AmA" | "") => {
  const able = negation === "AmA" ? add(verb, "(y)A") : verb;
  const stem = negation === "" ? verb : add(able, "mA");
  const progressive = add(endsInVowel(stem) ? stem.slice(0, -1) : stem, "Iyor");
  const tenses = [progressive, add(stem, "DI"), add(stem, "mIş"), add(stem, "(y)AcAk"), add(stem, "(y)An")];
  return [...tenses, ...persons.map((person) => add(add(stem, "DI"), person)), add(progressive, "Im")];
};

describe("the endings of a noun", () => {
  it.each(["kart", "fatura", "kargo", "sipariş", "ürün", "numara", "şifre", "ödeme", "hat", "üye"])(
    "are those of every form of %s",
    (noun) => {
      const forms = nounForms(noun);
      expect(new Set(forms).size).toBeGreaterThan(50);
      const missed = forms.filter((form) => !isNominalEnding(foldText(form).slice(noun.length)));
      expect(missed).toEqual([]);
    },
  );

  it.each(["al", "on", "us", "vizit", "opu", "postal", "ezyen", "aca", "ller", "iyle mi"])(
    "are not the letters %s",
    (letters) => {
      expect(isNominalEnding(letters)).toBe(false);
    },
  );

  it.each(["kartlı", "kartsız", "faturalık", "kartınki", "kartmı", "kartımdı", "kartımdaki"])(
    "may say more: %s",
    (form) => {
      expect(isNominalEnding(foldText(form).replace(/^(?:kart|fatura)/, ""))).toBe(true);
    },
  );
});

describe("the endings of a verb", () => {
  const verbs = ["çalış", "gel", "aç", "gör", "bul", "öde", "ulaş", "yap"];

  it.each(verbs)("tell that %s is denied, in every tense and person, and where it is impossible", (verb) => {
    const forms = [...verbForms(verb, "mA"), ...verbForms(verb, "AmA")];
    const missed = forms.filter((form) => !isNegatedEnding(foldText(form).slice(verb.length)));
    expect(missed).toEqual([]);
  });

  it.each(verbs)("tell that %s is not denied", (verb) => {
    const nouns = [add(verb, "mA"), add(verb, "mAk"), add(add(verb, "mA"), "(s)I")];
    const taken = [...verbForms(verb, ""), ...nouns].filter((form) =>
      isNegatedEnding(foldText(form).slice(verb.length)),
    );
    expect(taken).toEqual([]);
  });

  it.each(["açılmıyor", "çalıştırmadı", "yapılmadı", "gelmez", "gelmezse", "olmasa"])("deny: %s", (form) => {
    expect(isNegatedEnding(foldText(form).replace(/^(?:ac|calis|yap|gel|ol)/, ""))).toBe(true);
  });
});
