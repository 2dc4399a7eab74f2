/** The tables the rules are made of: a phrase with a slip in it would never be found, and nobody would notice. */
import { describe, expect, it } from "vitest";
import { foldText } from "../../../domain/understanding/fold-text.ts";
import { courtesies, everywhereIntents } from "../../../domain/understanding/intents/everywhere.ts";
import { financeIntents } from "../../../domain/understanding/intents/finance.ts";
import { retailIntents } from "../../../domain/understanding/intents/retail.ts";
import { subscriptionIntents } from "../../../domain/understanding/intents/subscriptions.ts";
import { languagePhrases } from "../../../domain/understanding/language-words.ts";
import { readWords } from "../../../domain/understanding/read-words.ts";
import { intentNames } from "../../../domain/understanding/recognise-intent.ts";
import { modifierPhrases, sentimentPhrases } from "../../../domain/understanding/sentiment-lexicon.ts";
import { intentSchema } from "../../../schemas/understanding.ts";

const rules = [
  ...everywhereIntents,
  ...courtesies,
  ...financeIntents,
  ...retailIntents,
  ...subscriptionIntents,
];
const phrases = [
  ...rules.flatMap((rule) => rule.phrases),
  ...sentimentPhrases.map(([phrase]) => phrase),
  ...modifierPhrases.map(([phrase]) => phrase),
  ...languagePhrases.map(([phrase]) => phrase),
];
const parts = phrases.flatMap((phrase) => phrase.split(" "));

describe("the phrases", () => {
  it("are many", () => {
    expect(phrases.length).toBeGreaterThan(150);
    expect(parts.flatMap((part) => part.split("|")).length).toBeGreaterThan(1500);
  });

  it("are written as the notation and folded text are", () => {
    expect(parts.filter((part) => !/^[a-z0-9]+[*~-]?([_|][a-z0-9]+[*~-]?)*$/.test(part))).toEqual([]);
    expect(parts.filter((part) => foldText(part) !== part)).toEqual([]);
  });

  it("have only words that a text can have", () => {
    const words = parts.flatMap((part) => part.split(/[|_]/)).map((word) => word.replace(/[*~-]$/, ""));
    expect(words.filter((word) => readWords(word)[0]?.text !== word)).toEqual([]);
  });

  it("have no alternative twice", () => {
    const repeated = parts.filter((part) => new Set(part.split("|")).size < part.split("|").length);
    expect(repeated).toEqual([]);
  });
});

describe("the intents", () => {
  it("are forty and more, with names as cases have them", () => {
    expect(intentNames.length).toBeGreaterThanOrEqual(40);
    expect(new Set(intentNames).size).toBe(intentNames.length);
    expect(intentNames.filter((name) => !intentSchema.safeParse(name).success)).toEqual([]);
  });
});
