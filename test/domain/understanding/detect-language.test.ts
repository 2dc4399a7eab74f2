import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../../domain/understanding/detect-language.ts";
import { foldText } from "../../../domain/understanding/fold-text.ts";
import { readWords } from "../../../domain/understanding/read-words.ts";
import { labelledMessages } from "./labelled-messages.ts";

const languageOf = (text: string) => detectLanguage(text, readWords(foldText(text)));

describe("the language", () => {
  it.each([
    ["kartim calismiyor", "tr"],
    ["SIPARISIM NEREDE", "tr"],
    ["slm", "tr"],
    ["app'te payment hatası alıyorum", "tr"],
    ["my card is not working", "en"],
    ["hello", "en"],
    ["Wo ist meine Bestellung", "other"],
    ["Мой заказ не пришёл", "other"],
    ["注文はどこですか", "other"],
    ["szeretném lemondani megrendelésem holnapra", "other"],
  ])("of %s is %s", (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each(["", "12345", "ok", "👍", "!!!", "TR12 3456 7890 1234"])("of %j is not known", (text) => {
    expect(languageOf(text)).toBeUndefined();
  });

  it("of Turkish is Turkish without its letters too, in 49 of 50 messages", () => {
    const plain = labelledMessages("tuned")
      .filter(({ language }) => language === "tr")
      .map(({ text }) => foldText(text));
    const missed = plain.filter((text) => languageOf(text) !== "tr");
    expect(missed.length).toBeLessThanOrEqual(plain.length / 50);
  });
});
