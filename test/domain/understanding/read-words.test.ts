import { describe, expect, it } from "vitest";
import { readWords } from "../../../domain/understanding/read-words.ts";

const textsOf = (folded: string) => readWords(folded).map(({ text }) => text);

describe("the words of a text", () => {
  it.each([
    ["ankara'da router's app'ten", ["ankara", "router", "app"]],
    ["don't dont can't cannot isnt won't", ["not", "not", "not", "not", "not", "not"]],
    ["i'd like, it'll, you've, they're", ["i", "would", "like", "it", "will", "you", "have", "they", "are"]],
    ["1.500,50 tl 12:30", ["1.500,50", "tl", "12:30"]],
    ["500mb", ["500mb"]],
    ["nezaman nekadar varmi", ["ne", "zaman", "ne", "kadar", "var", "mi"]],
    ["alabilirmiyim gelirmi yaparmisiniz", ["alabilir", "miyim", "gelir", "mi", "yapar", "misiniz"]],
    ["yardimi formu kirmizi", ["yardimi", "formu", "kirmizi"]],
    ["где мой заказ", ["где", "мой", "заказ"]],
    ["?!... \n", []],
  ])("in %s", (folded, texts) => {
    expect(textsOf(folded)).toEqual(texts);
  });

  it("know their sentence: stops, marks and line ends part sentences, points in numbers do not", () => {
    const sentences = readWords("geldi 1.500 tl.evet! ok\nson").map(({ sentence }) => sentence);
    expect(new Set(sentences).size).toBe(4);
    expect(sentences.slice(0, 3)).toEqual([0, 0, 0]);
    expect(sentences).toEqual(sentences.toSorted((a, b) => a - b));
  });
});
