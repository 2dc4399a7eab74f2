import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "../../../domain/understanding/fold-text.ts";

describe("folding", () => {
  it.each([
    ["şikâyet", "sikayet"],
    ["ŞİKÂYET", "sikayet"],
    ["Sikayet", "sikayet"],
    ["ISPARTA'DA IŞIK", "isparta'da isik"],
    ["ığdır İĞDIR", "igdir igdir"],
    ["don’t DON´T", "don't don't"],
    ["çooook güzelllll", "cok guzel"],
    ["ﬁyat ＮＥ", "fiyat ne"],
  ])("makes %s into %s", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  const turkishLetters = [..."abcçdefgğhıijklmnoöprsştuüvyzâîûABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZÂÎÛ "];
  const turkish = fc.array(fc.constantFrom(...turkishLetters)).map((letters) => letters.join(""));

  it("does not tell capitals from small letters, by Turkish rules or English ones", () => {
    fc.assert(
      fc.property(turkish, (text) => {
        const folded = foldText(text);
        expect(foldText(text.toLocaleUpperCase("tr"))).toBe(folded);
        expect(foldText(text.toLocaleLowerCase("tr"))).toBe(folded);
        expect(foldText(text.toUpperCase())).toBe(folded);
      }),
    );
  });

  it("leaves plain letters only of Turkish, however its letters are composed, and has nothing left to fold", () => {
    fc.assert(
      fc.property(turkish, (text) => {
        const folded = foldText(text);
        expect(folded).toMatch(/^[a-z ]*$/);
        expect(foldText(text.normalize("NFD"))).toBe(folded);
        expect(foldText(folded)).toBe(folded);
      }),
    );
  });
});
