import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsFrom, fadedAt, pointsAt } from "../../../domain/points/fading.ts";
import { longestFadingDays, pointPolicySchema } from "../../../schemas/points.ts";

const dayMs = 24 * 60 * 60 * 1000;
const start = Date.parse("2026-03-01T00:00:00.000Z");
const occurredAt = new Date(start).toISOString();
const entry = (points: number, fadesAfterDays: number) => ({ occurredAt, points, fadesAfterDays });
const aged = (ms: number) => new Date(start + ms);

const points = fc.integer({ min: -10_000, max: 10_000 });
const days = fc.integer({ min: 1, max: longestFadingDays });
const ages = fc.integer({ min: -longestFadingDays * dayMs, max: 2 * longestFadingDays * dayMs });

describe("what is left of an entry", () => {
  it.each([
    [100, -30, 100],
    [100, 0, 100],
    [100, 1, 90],
    [100, 5, 50],
    [100, 9, 10],
    [100, 10, 0],
    [100, 500, 0],
    [-100, 3, -70],
    [1, 4.9, 1],
    [1, 5, 1],
    [1, 5.1, 0],
    [-1, 5, -1],
    [-1, 5.1, 0],
    [0, 0, 0],
  ])("of %i points over ten days, after %f days, is %i", (given, age, left) => {
    expect(pointsAt(entry(given, 10), aged(age * dayMs))).toBe(left);
  });

  it("is the whole number nearest to the line from all at the event to none at the end", () => {
    fc.assert(
      fc.property(points, days, ages, (given, fadesAfterDays, age) => {
        const whole = BigInt(fadesAfterDays * dayMs);
        const fromEvent = age < 0 ? 0n : BigInt(age);
        const left = fromEvent > whole ? 0n : whole - fromEvent;
        const error =
          2n * (BigInt(given) * left - BigInt(pointsAt(entry(given, fadesAfterDays), aged(age))) * whole);
        expect(error <= whole && -error <= whole).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("never grows, and is as much for what was subtracted as for what was added", () => {
    fc.assert(
      fc.property(
        points,
        days,
        ages,
        fc.nat(longestFadingDays * dayMs),
        (given, fadesAfterDays, age, more) => {
          const left = pointsAt(entry(given, fadesAfterDays), aged(age));
          const later = pointsAt(entry(given, fadesAfterDays), aged(age + more));
          expect(Math.abs(later)).toBeLessThanOrEqual(Math.abs(left));
          expect(left).toBe(0 - pointsAt(entry(-given, fadesAfterDays), aged(age)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("is nothing from the moment it has faded, and may be something just before", () => {
    fc.assert(
      fc.property(points, days, fc.nat(dayMs), (given, fadesAfterDays, more) => {
        const faded = fadedAt(entry(given, fadesAfterDays)).getTime();
        expect(pointsAt(entry(given, fadesAfterDays), new Date(faded + more))).toBe(0);
      }),
    );
    const large = entry(1_000_000_000, 10);
    expect(pointsAt(large, new Date(fadedAt(large).getTime() - 1))).toBe(1);
  });
});

it("counts from where even the slowest fading policy leaves nothing", () => {
  const slowest = { rules: [], fadesAfterDays: longestFadingDays };
  expect(pointPolicySchema.safeParse(slowest).success).toBe(true);
  expect(pointPolicySchema.safeParse({ ...slowest, fadesAfterDays: longestFadingDays + 1 }).success).toBe(
    false,
  );
  const at = fadedAt(entry(1_000_000_000_000, longestFadingDays));
  expect(countsFrom(at)).toEqual(new Date(start));
  expect(pointsAt(entry(1_000_000_000_000, longestFadingDays), at)).toBe(0);
  expect(pointsAt(entry(1_000_000_000_000, longestFadingDays), new Date(at.getTime() - 1))).not.toBe(0);
});
