import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt, lengthOf, shorten, wordsOf } from "../../../../domain/brief/text/excerpt.ts";

describe("shortening", () => {
  it.each([
    ["Gold Kart", 9, "Gold Kart"],
    ["Gold Kart için", 13, "Gold Kart…"],
    ["Gold Kart için", 10, "Gold Kart…"],
    ["one, two three", 6, "one…"],
    ["Donaudampfschifffahrt", 8, "Donauda…"],
    ["a Donaudampfschifffahrt", 10, "a Donauda…"],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 9, "👩‍👩‍👧‍👦…"],
    ["😀😀😀", 2, "😀…"],
  ])("%j to %i is %j", (text, most, short) => {
    expect(shorten(text, most)).toBe(short);
  });

  it("is never longer than asked, well formed, and a beginning of the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        (text, most) => {
          const short = shorten(text, most);
          expect(lengthOf(short)).toBeLessThanOrEqual(most);
          expect(short.isWellFormed()).toBe(true);
          if (short !== text) expect(text.startsWith(short.slice(0, -1)) && short.endsWith("…")).toBe(true);
        },
      ),
    );
  });
});

describe("an excerpt", () => {
  it("is one line without anything that acts", () => {
    expect(excerpt(" a\n\tb \u202e c \ud83d ", 20)).toBe("a b c");
  });

  it("of nothing is nothing", () => {
    expect(excerpt(undefined, 20)).toBe("");
  });
});

describe("names as words", () => {
  it.each([
    ["order-number", "order number"],
    ["monthlyIncome", "monthly income"],
    ["tariff_code", "tariff code"],
    ["loan.calculated", "loan calculated"],
  ])("%s is %s", (name, words) => {
    expect(wordsOf(name)).toBe(words);
  });
});
