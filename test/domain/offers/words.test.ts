import { describe, expect, it } from "vitest";
import { wants } from "../../../domain/offers/wanted.ts";
import { fold, names } from "../../../domain/offers/words.ts";

describe("folding", () => {
  it.each(["IŞIK İçin", "ışık için", "Işık İÇİN", "ISIK ICIN"])(
    "makes %s one word with the others",
    (text) => {
      expect(fold(text)).toBe("isik icin");
    },
  );
});

describe("a name in a text", () => {
  it.each([
    ["Gold Kart ücretleri", "Gold Kart", true],
    ["GOLD KARTIN ÜCRETLERİ", "gold kart", true],
    ["Gold Card | The Bank", "Gold Card", true],
    ["Kart çeşitleri", "Gold Kart", false],
    ["Golden Gate", "Gold Kart", false],
    ["anything", "", false],
    ["category", "cat", false],
  ])("%j names %j: %s", (text, name, isNamed) => {
    expect(names(text, name)).toBe(isNamed);
  });
});

describe("who wants an offer", () => {
  it.each([
    ["card-application", "Gold Kart", true],
    ["card-application", "Kredi Kartı", true],
    ["loan-application", "Kredi Kartı", false],
    ["loan-application", "İhtiyaç Kredisi", true],
    ["loan-application", "Gold Kart", false],
    ["tariff-change", "Fiber 100 paketi", true],
    ["campaign-question", "Kasko", true],
    ["card-lost", "Gold Kart", false],
    ["solar-panel", "Solar panel", true],
    ["", "Gold Kart", false],
  ])("%s is about %s: %s", (intent, offer, isAbout) => {
    expect(wants(intent, offer)).toBe(isAbout);
  });
});
