import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "../../../domain/understanding/fold-text.ts";
import { charactersRead } from "../../../domain/understanding/understand.ts";
import { understandByRules } from "../../../domain/understanding/understand-by-rules.ts";
import { understandingSchema } from "../../../schemas/understanding.ts";
import { labelledMessages } from "./labelled-messages.ts";

describe("understanding by rules", () => {
  it("says nothing about nothing", () => {
    expect(understandByRules("")).toEqual({ caseType: "other", sentiment: 0 });
  });

  it("is what the schema says, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const understanding = understandByRules(text);
        expect(understandingSchema.parse(understanding)).toEqual(understanding);
      }),
    );
  });

  it("finds the same intent with and without Turkish letters, in small letters and capitals", () => {
    for (const { text } of labelledMessages("tuned")) {
      const { intent } = understandByRules(text);
      const quiet = understandByRules(foldText(text));
      expect([text, quiet.intent]).toEqual([text, intent]);
      if (quiet.language === "tr") {
        const loud = understandByRules(text.toLocaleUpperCase("tr"));
        if (loud.caseType === quiet.caseType) expect([text, loud.intent]).toEqual([text, intent]);
      }
    }
  });

  it("reads the beginning of a long message", () => {
    const filler = "x ".repeat(charactersRead / 2);
    expect(understandByRules(`Kartım çalışmıyor. ${filler}`).intent).toBe("card-problem");
    expect(understandByRules(`${filler}Kartım çalışmıyor.`).intent).toBeUndefined();
  });

  it.each([
    ["one endless word", "a"],
    ["stems", "kart "],
    ["endings", "larimizdan"],
    ["feelings and what turns them round", "çok kötü değil "],
    ["phrases", "fatura yüksek sipariş gelmedi kartım çalışmıyor "],
    ["numbers", "1.1,"],
    ["apostrophes", "n't'"],
    ["marks", "!?:-("],
    ["emoji", "😡👍🏽"],
    ["combining marks", "i\u0307\u0301"],
    ["line ends", "\n"],
    ["ligatures that fold to many letters", "\ufdfa"],
  ])("takes no longer than a message may for 100 kB of %s", (_, piece) => {
    const text = piece.repeat(100_000 / piece.length);
    understandByRules(text);
    const start = performance.now();
    understandByRules(text);
    expect(performance.now() - start).toBeLessThan(100);
  });
});
