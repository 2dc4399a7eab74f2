import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "../../../domain/understanding/fold-text.ts";
import { readWords } from "../../../domain/understanding/read-words.ts";
import { scoreSentiment } from "../../../domain/understanding/score-sentiment.ts";

const score = (text: string, isTrouble = false) => scoreSentiment(text, readWords(foldText(text)), isTrouble);

describe("sentiment", () => {
  it.each([
    "çok memnun kaldım",
    "hiç sorun yaşamadım",
    "sorun yok",
    "sorunum çözüldü",
    "kötü değil",
    "beğendim, beğenmişim",
    "not bad at all",
    "never had any problem",
    "no problem",
    "😊",
    "ok :)",
  ])("is good in: %s", (text) => {
    expect(score(text)).toBeGreaterThan(0.15);
  });

  it.each([
    "memnun değilim",
    "hiç memnun kalmadım",
    "güzel bir hizmet değil",
    "yardımcı olmadılar",
    "beğenmedim",
    "tavsiye etmem, tavsiye etmiyorum",
    "sorunum hâlâ çözülmedi",
    "şikayetim dikkate alınmadı",
    "rezalet çıkmadı mı",
    "not very helpful",
    "I don't love it",
    "isn't good",
    "😡",
    "ok :(",
  ])("is bad in: %s", (text) => {
    expect(score(text)).toBeLessThan(-0.15);
  });

  it.each([
    "İyi günler",
    "olursa iyi olur",
    "yanlışlıkla bastım",
    "good morning",
    "it would be nice",
    "https://example.com",
    "hatta",
    "supervisor",
    "I can't wait",
  ])("is neither in: %s", (text) => {
    expect(Math.abs(score(text))).toBeLessThan(0.15);
  });

  it.each([
    ["kötü", "çok kötü"],
    ["bad", "really bad"],
    ["yavaş", "yavaş!!"],
    ["hizmetiniz kötü", "HİZMETİNİZ KÖTÜ"],
    ["biraz yavaş", "yavaş"],
    ["gelmedi", "üç gündür gelmedi"],
    ["sorun", "rezalet"],
  ])("is worse than %s in: %s", (mild, strong) => {
    expect(score(strong)).toBeLessThan(score(mild));
  });

  it("of trouble is bad in plain words, and not twice as bad where the words say so", () => {
    expect(score("kartım kayıp", true)).toBeLessThan(-0.15);
    expect(score("kartım kayıp", false)).toBe(0);
    expect(score("kartım çalışmıyor", true)).toBe(score("kartım çalışmıyor", false));
    expect(score("kart çalışmıyor ve bozuk ve hatalı", true)).toBeGreaterThan(-0.5);
  });

  it("is nothing, and no less, where good and bad come to almost the same", () => {
    expect(score("harika çok kötü 😡 harika bad yok kötü", false)).toBe(0);
  });

  it("is a number from -1 to 1 with two decimals, whatever is written", () => {
    const word = fc.constantFrom(
      "çok",
      "kötü",
      "değil",
      "harika",
      "!",
      "😡",
      "not",
      "never",
      "bad",
      "yok",
      "x.",
    );
    const text = fc.oneof(
      fc.array(word).map((words) => words.join(" ")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (written, isTrouble) => {
        const got = score(written, isTrouble);
        expect(Math.abs(got)).toBeLessThanOrEqual(1);
        expect(got).toBe(Number(got.toFixed(2)));
      }),
    );
  });
});
