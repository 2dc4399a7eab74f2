import { describe, expect, it } from "vitest";
import { defaultCasePolicy } from "../../../domain/cases/default-case-policy.ts";
import { defaultPointPolicy } from "../../../domain/points/default-policy.ts";
import { intentNames } from "../../../domain/understanding/recognise-intent.ts";
import { intentWords } from "../../../panel/show/intent-words.ts";
import { outcomeWords } from "../../../panel/show/outcome-words.ts";
import { readable } from "../../../panel/show/readable.ts";
import { slotWords } from "../../../panel/show/slot-words.ts";
import { translator } from "../../../panel/text/text.ts";

const turkish = translator("tr");

/** Those that the page would show by their English names. */
const unnamed = (names: readonly string[], words: (name: string, t: typeof turkish) => string) =>
  names.filter((name) => words(name, turkish) === readable(name));

describe("the page has a name for every", () => {
  it("intent that is recognised", () => {
    expect(intentNames.length).toBeGreaterThan(20);
    expect(unnamed(intentNames, intentWords)).toEqual([]);
  });

  it("slot that a case asks for", () => {
    const slots = Object.values(defaultCasePolicy.slotsByIntent).flat();
    expect(slots.length).toBeGreaterThan(10);
    expect(unnamed(slots, slotWords)).toEqual([]);
  });

  it("outcome that points are given for", () => {
    const outcomes = defaultPointPolicy.rules.rules.flatMap(({ outcome }) => outcome ?? []);
    expect(outcomes.length).toBeGreaterThan(3);
    expect(unnamed(outcomes, outcomeWords)).toEqual([]);
  });
});

it("what the page has no name for is shown by its own, made readable", () => {
  expect(intentWords("loyalty-card-renewal", turkish)).toBe("Loyalty card renewal");
  expect(intentWords("constructor", turkish)).toBe("Constructor");
});
