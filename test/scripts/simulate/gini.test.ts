import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gini } from "../../../scripts/simulate/gini.ts";

describe("the Gini coefficient", () => {
  it.each([
    [[1, 1, 1, 1], 0],
    [[0, 0, 0, 8], 0.75],
    [[1, 3], 0.25],
    [[0, 0], 0],
    [[], 0],
  ])("of %j is %d", (shares, expected) => {
    expect(gini(shares)).toBeCloseTo(expected, 12);
  });

  it("is half the mean difference between any two, by their mean", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }), (shares) => {
        const differences = shares.flatMap((one) => shares.map((other) => Math.abs(one - other)));
        const total = shares.reduce((sum, one) => sum + one, 0);
        const definition = differences.reduce((sum, one) => sum + one, 0) / (2 * shares.length * total);
        expect(gini(shares)).toBeCloseTo(definition, 9);
      }),
    );
  });
});
