import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentimentTrend } from "../../../domain/understanding/sentiment-trend.ts";

const score = fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100);
const scores = fc.array(score, { minLength: 1, maxLength: 12 });

/** The fitted change from first to last, from all pairs of messages: the same line without its usual formula. */
function fittedChange(values: readonly number[]): number {
  let rise = 0;
  let run = 0;
  for (const [later, value] of values.entries()) {
    for (const [earlier, before] of values.slice(0, later).entries()) {
      rise += (later - earlier) * (value - before);
      run += (later - earlier) ** 2;
    }
  }
  return run === 0 ? 0 : (rise / run) * (values.length - 1);
}

describe("the trend of sentiments", () => {
  it("is none without messages, and steady with one", () => {
    expect(sentimentTrend([])).toBe("none");
    expect(sentimentTrend([-0.9])).toBe("steady");
  });

  it.each([
    [[0, -0.8], "falling"],
    [[-0.8, -0.4, 0.2], "rising"],
    [[0.2, 0.1, 0.2, 0.1], "steady"],
    [[0, 0, -0.8, 0, 0], "steady"],
  ] as const)("of %j is %s", (values, trend) => {
    expect(sentimentTrend(values)).toBe(trend);
  });

  it("follows the line that fits best, and turns round when time does", () => {
    const opposite = { rising: "falling", falling: "rising", steady: "steady", none: "none" } as const;
    fc.assert(
      fc.property(scores, (values) => {
        const change = fittedChange(values);
        fc.pre(Math.abs(Math.abs(change) - 0.3) > 1e-9);
        const expected = Math.abs(change) < 0.3 ? "steady" : change > 0 ? "rising" : "falling";
        expect(sentimentTrend(values)).toBe(expected);
        expect(sentimentTrend(values.toReversed())).toBe(opposite[expected]);
      }),
    );
  });
});
