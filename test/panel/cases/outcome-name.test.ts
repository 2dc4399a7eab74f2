import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeName } from "../../../panel/cases/outcome-name.ts";
import { outcomeSchema } from "../../../schemas/case.ts";

describe("outcomeName", () => {
  it.each([
    ["Geri arama istedi", "geri-arama-istedi"],
    ["ISITMA ŞİKÂYETİ çözüldü!", "isitma-sikayeti-cozuldu"],
    ["  sold -- 2 cards ", "sold-2-cards"],
    ["2nd call needed", "nd-call-needed"],
    ["???", undefined],
    ["", undefined],
  ])("of %j is %j", (typed, name) => {
    expect(outcomeName(typed)).toBe(name);
  });

  it("is an outcome the API takes, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (typed) => {
        const name = outcomeName(typed);
        expect(name === undefined || outcomeSchema.safeParse(name).success).toBe(true);
      }),
    );
    expect(outcomeSchema.safeParse(outcomeName("a b ".repeat(60))).success).toBe(true);
  });
});
