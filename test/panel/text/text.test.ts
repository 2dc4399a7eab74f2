import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chooseLanguage, languages, texts, translator } from "../../../panel/text/text.ts";

const panel = join(import.meta.dirname, "../../../panel");
const sources = readdirSync(panel, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/^(dist|text[/\\](en|tr)\.ts)/.test(path))
  .map((path) => readFileSync(join(panel, path), "utf8"))
  .join("\n");
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
const keys = Object.keys(texts.en);

describe.each(languages)("the page in %s", (language) => {
  const spoken: Record<string, string> = texts[language];

  it("has a text for every key, and no other", () => {
    expect(Object.keys(spoken).toSorted()).toEqual(keys.toSorted());
  });

  it("has no empty text", () => {
    expect(keys.filter((key) => spoken[key]?.trim() === "")).toEqual([]);
  });

  it("has the same placeholders as the other languages", () => {
    const english: Record<string, string> = texts.en;
    for (const key of keys)
      expect(placeholders(spoken[key] ?? ""), key).toEqual(placeholders(english[key] ?? ""));
  });
});

describe("the texts", () => {
  it("are all used", () => {
    expect(keys.filter((key) => !sources.includes(`"${key}"`))).toEqual([]);
  });
});

describe("translator", () => {
  it("fills in values and leaves unknown placeholders", () => {
    expect(translator("en")("simulator.storyStep", { step: 2, steps: 5 })).toBe("Step 2 of 5");
    expect(translator("en")("exchange.answer")).toBe("Answer: {status}");
  });
});

describe("chooseLanguage", () => {
  it.each([
    ["tr", ["en-US"], "tr"],
    [null, ["de-DE", "tr-TR", "en"], "tr"],
    [null, ["de", "fr"], "en"],
    ["xx", ["tr"], "tr"],
    [null, [], "en"],
  ] as const)("remembered %j, preferred %j: %s", (remembered, preferred, language) => {
    expect(chooseLanguage(remembered, preferred)).toBe(language);
  });
});
