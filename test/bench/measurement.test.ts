import { describe, expect, it } from "vitest";
import { fails, isWithinBudget, type Measurement, ratioOf } from "../../bench/measurement.ts";

const measurement = (changes: Partial<Measurement>): Measurement => ({
  name: "m",
  unit: "ms",
  measured: 10,
  ...changes,
});

describe("a measurement", () => {
  it("is its ratio to the floor, unless a better one is known", () => {
    expect(ratioOf(measurement({ floor: 4 }))).toBe(2.5);
    expect(ratioOf(measurement({ floor: 4, ratio: 2 }))).toBe(2);
    expect(ratioOf(measurement({}))).toBeUndefined();
  });

  it.each([
    ["atMost", 10, true],
    ["atMost", 9, false],
    ["atLeast", 10, true],
    ["atLeast", 11, false],
    ["ratioAtMost", 2, true],
    ["ratioAtMost", 1.9, false],
    ["ratioAtLeast", 2, true],
    ["ratioAtLeast", 2.1, false],
  ] as const)("against %s %d is within budget: %s", (kind, value, expected) => {
    expect(isWithinBudget(measurement({ floor: 5, budget: { kind, value } }))).toBe(expected);
  });

  it("without a floor breaks a budget on the ratio", () => {
    expect(isWithinBudget(measurement({ budget: { kind: "ratioAtMost", value: 100 } }))).toBe(false);
    expect(isWithinBudget(measurement({ budget: { kind: "ratioAtLeast", value: 0.1 } }))).toBe(false);
  });

  it("fails a smoke run only where the machine's speed plays no part", () => {
    const budget = { kind: "atMost", value: 1 } as const;
    expect(fails(measurement({ budget }), "full")).toBe(true);
    expect(fails(measurement({ budget }), "smoke")).toBe(false);
    expect(fails(measurement({ budget, isHard: true }), "smoke")).toBe(true);
    expect(fails(measurement({}), "full")).toBe(false);
  });
});
