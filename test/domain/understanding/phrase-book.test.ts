import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phraseBook } from "../../../domain/understanding/phrase-book.ts";
import { readWords } from "../../../domain/understanding/read-words.ts";

const finds = (phrase: string, text: string) => phraseBook([[phrase, true]])(readWords(text)).length > 0;

describe("a phrase", () => {
  it.each([
    ["kart~", "kart", "kartim", "kartlarimdan", "karti", "kartsiz"],
    ["card~", "card", "cards"],
    ["elektrik~", "elektrik", "elektrigim", "elektrikler"],
    ["hesap~", "hesabim", "hesaplar"],
    ["calis-", "calismiyor", "calismadi", "calistiramadim"],
    ["complain*", "complain", "complaining", "complaint"],
    ["kredi_kart~|card", "kredi kartim", "my card"],
    ["kart~ calis-", "kartim calismiyor", "calismiyor bu kart", "kart iki gun calismadi"],
    ["a b c", "c b a", "a x b y c"],
  ])("%s is in what it is meant for", (phrase, ...texts) => {
    expect(texts.filter((text) => !finds(phrase, text))).toEqual([]);
  });

  it.each([
    ["kart~", "kartal", "kartvizit", "karton", "akart", "kartel"],
    ["card~", "cardigan", "carded"],
    ["kart", "kartim"],
    ["elektrik~", "elektronik", "elektrigal"],
    ["calis-", "calisma", "calisiyor", "calismak", "calistim"],
    ["kredi_kart~", "kredi ve kart", "kart kredi", "kredi. kart"],
    ["kart~ calis-", "kartim geldi. calismiyor", "kart", "kart a b c d e f g calismiyor"],
    ["a b", "a a a", "a. b"],
  ])("%s is not in what only looks like it", (phrase, ...texts) => {
    expect(texts.filter((text) => finds(phrase, text))).toEqual([]);
  });

  it("says where it stands, and of how many parts and letters it is", () => {
    const [found] = phraseBook([["kredi_kart~ calis-", "x"]])(readWords("bu kredi kartim hic calismiyor ya"));
    expect(found).toEqual({ value: "x", from: 1, to: 4, parts: 2, letters: 14 });
  });
});

describe("a book of phrases", () => {
  const letter = fc.constantFrom("a", "b", "c", "d", "e");
  const part = fc.uniqueArray(letter, { minLength: 1, maxLength: 2 });
  const phrases = fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { maxLength: 6 });
  const text = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "x", "x", "x", "x", "."), { maxLength: 40 });

  /** Every part somewhere among eight words of one sentence: tried for every eight words. */
  function isIn(parts: readonly (readonly string[])[], tokens: readonly string[]): boolean {
    const sentences = tokens.join(" ").split(".");
    return sentences.some((sentence) => {
      const words = sentence.split(" ").filter((word) => word !== "");
      return words.some((_, start) => {
        const window = words.slice(start, start + 8);
        return parts.every((alternatives) => alternatives.some((word) => window.includes(word)));
      });
    });
  }

  it("finds what trying everything finds", () => {
    fc.assert(
      fc.property(phrases, text, (book, tokens) => {
        const entries = book.map((parts, index) => [parts.map((p) => p.join("|")).join(" "), index] as const);
        const found = new Set(phraseBook(entries)(readWords(tokens.join(" "))).map(({ value }) => value));
        const expected = book.flatMap((parts, index) => (isIn(parts, tokens) ? [index] : []));
        expect([...found].sort()).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("reads a hundred kilobytes about as fast per letter as ten", () => {
    const book = phraseBook([
      ["kart~ calis-", 1],
      ["kart~|calis-|siparis~ gel-|kredi_kart~", 2],
    ]);
    const secondsFor = (repeats: number) => {
      const words = readWords("kart kredi kartlarim calismiyor siparis gelmedi ".repeat(repeats));
      const start = performance.now();
      book(words);
      return performance.now() - start;
    };
    secondsFor(200);
    const short = Math.min(...[1, 2, 3].map(() => secondsFor(200)));
    const long = Math.min(...[1, 2, 3].map(() => secondsFor(2000)));
    expect(long).toBeLessThan(Math.max(short, 1) * 40);
  });
});
