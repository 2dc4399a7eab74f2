import { describe, expect, it } from "vitest";
import { median, medianRatio, percentile } from "../../bench/statistics.ts";

describe("percentile", () => {
  it.each([
    [0, 1],
    [0.5, 3],
    [0.95, 5],
    [1, 5],
  ])("at %d is a value that was measured", (share, expected) => {
    expect(percentile([5, 1, 4, 2, 3], share)).toBe(expected);
  });

  it("sorts by value, not by text, and leaves the samples as they are", () => {
    const samples = [10, 9, 100];
    expect(median(samples)).toBe(10);
    expect(samples).toEqual([10, 9, 100]);
  });

  it("has no answer without samples", () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

describe("medianRatio", () => {
  it("compares what was measured side by side, so that noise that hits both cancels", () => {
    expect(medianRatio([20, 2000, 30], [10, 1000, 10])).toBe(2);
  });
});
