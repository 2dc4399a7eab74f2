import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headStart, rankOf } from "../../../domain/routing/head-start.ts";
import { aPolicy } from "./cases-to-route.ts";

const secondsUpTo = (max: number) => fc.integer({ min: 0, max });
const priorities = fc.record({
  highValueSeconds: secondsUpTo(2000),
  repeatSeconds: secondsUpTo(2000),
  callbackSeconds: secondsUpTo(2000),
  mostSeconds: secondsUpTo(3000),
});
const arrivals = fc.record({
  /** ms since the first */
  at: fc.integer({ min: 0, max: 4_000_000 }),
  highValue: fc.boolean(),
  repeat: fc.boolean(),
  callback: fc.boolean(),
  headStartSeconds: secondsUpTo(3000),
});

const start = Date.parse("2026-11-22T09:00:00.000Z");
const most = { highValueSeconds: 120, repeatSeconds: 60, callbackSeconds: 120, mostSeconds: 300 };
const all = { highValue: true, repeat: true };

describe("the head start of a case (R53)", () => {
  it("names every reason with what it gives", () => {
    const policy = aPolicy({ priority: most });
    expect(headStart(all, { headStartSeconds: 0 }, true, policy)).toEqual([
      { reason: "high-value", seconds: 120 },
      { reason: "repeat", seconds: 60 },
      { reason: "callback", seconds: 120 },
    ]);
    expect(headStart({ highValue: false, repeat: false }, undefined, false, policy)).toEqual([]);
    expect(headStart({ highValue: false, repeat: false }, { headStartSeconds: 30 }, false, policy)).toEqual([
      { reason: "queue", seconds: 30 },
    ]);
  });

  it("takes what is too much from the last reasons", () => {
    const policy = aPolicy({ priority: { ...most, mostSeconds: 150 } });
    expect(headStart(all, { headStartSeconds: 900 }, true, policy)).toEqual([
      { reason: "high-value", seconds: 120 },
      { reason: "repeat", seconds: 30 },
    ]);
  });

  it("is never more than the policy's most, so that nobody starves; and equal ones are served as they came", () => {
    fc.assert(
      fc.property(priorities, arrivals, arrivals, (priority, left, right) => {
        const [early, late] = left.at <= right.at ? [left, right] : [right, left];
        const placed = [early, late].map(({ at, callback, headStartSeconds, ...facts }) => {
          const given = headStart(facts, { headStartSeconds }, callback, { priority });
          const sum = given.reduce((total, { seconds }) => total + seconds, 0);
          expect(sum).toBeLessThanOrEqual(priority.mostSeconds);
          return { sum, rank: rankOf(new Date(start + at).toISOString(), given) };
        });
        const [first, second] = placed;
        const apartMs = late.at - early.at;
        if (first === undefined || second === undefined) throw new Error("two were placed");
        if (apartMs > priority.mostSeconds * 1000) expect(first.rank < second.rank).toBe(true);
        if (first.sum === second.sum && apartMs > 0) expect(first.rank < second.rank).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("puts a high-value customer before those who came a little earlier, and behind those who waited long", () => {
    const policy = aPolicy({ priority: most });
    const valued = headStart({ highValue: true, repeat: false }, undefined, false, policy);
    const rank = rankOf("2026-11-22T09:10:00.000Z", valued);
    expect(rank).toBe("2026-11-22T09:08:00.000Z");
    expect(rank < rankOf("2026-11-22T09:09:00.000Z", [])).toBe(true);
    expect(rank > rankOf("2026-11-22T09:07:00.000Z", [])).toBe(true);
  });
});
