import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNamed } from "../../../domain/routing/name-pattern.ts";

describe("a pattern of names", () => {
  it.each([
    ["card-spring", "card-spring", true],
    ["card-spring", "card-spring-2", false],
    ["Kredi Kartı Bahar", "kredi_kartı-BAHAR", true],
    ["KREDİ-KARTI*", "Kredi kartı kampanyası", true],
    ["card-*", "card-spring", true],
    ["card-*", "cardinal", false],
    ["card-*", "my-card-x", false],
    ["*-card", "gold-card", true],
    ["*-card", "gold-card-2", false],
    ["*card*", "gold-card-2", true],
    ["a*b*a", "a-b-a", true],
    ["a*b*a", "aba", true],
    ["a*a", "a", false],
    ["*", "anything at all", true],
    ["*", "", true],
    ["ab*ba", "aba", false],
  ])("%s is %s: %s (R47)", (pattern, name, expected) => {
    expect(isNamed(pattern, name)).toBe(expected);
  });

  it("says the same as the regular expression it stands for", () => {
    const word = fc.stringMatching(/^[ab*]{0,7}$/);
    fc.assert(
      fc.property(word, fc.stringMatching(/^[ab]{0,9}$/), (pattern, name) => {
        expect(isNamed(pattern, name)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no long time over a hostile pair", () => {
    const started = performance.now();
    isNamed("a*".repeat(60), `${"a".repeat(120)}b`);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
