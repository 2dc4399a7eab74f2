import { describe, expect, it } from "vitest";
import { memoryAt } from "../../../../domain/routing/learning/memory.ts";

const at = (text: string) => new Date(text);

describe("the memory of a moment", () => {
  it("weighs an outcome twice as much as one of a half-life before", () => {
    const before = memoryAt(at("2026-11-22T09:00:00.000Z"), 30);
    const after = memoryAt(at("2026-12-22T09:00:00.000Z"), 30);
    expect(after.memoryId).toBe(before.memoryId);
    expect(after.weight / before.weight).toBeCloseTo(2, 12);
  });

  it("is the same for three decades at 30 days", () => {
    expect(memoryAt(at("2026-01-01T00:00:00.000Z"), 30)).toEqual({ memoryId: "30d-0", weight: 1 });
    expect(memoryAt(at("2057-01-01T00:00:00.000Z"), 30).memoryId).toBe("30d-0");
  });

  it.each([1, 7, 30, 365])(
    "with a half-life of %d days never leaves what DynamoDB can add up",
    (halfLifeDays) => {
      const billion = 1e9;
      for (let year = 2026; year < 2226; year += 1) {
        for (let month = 0; month < 12; month += 1) {
          const { weight } = memoryAt(new Date(Date.UTC(year, month, 28)), halfLifeDays);
          expect(weight).toBeGreaterThanOrEqual(1);
          expect(weight * billion).toBeLessThan(1e125);
        }
      }
    },
  );

  it("is another one for another half-life, and once its weights are used up", () => {
    const now = at("2026-11-22T09:00:00.000Z");
    expect(memoryAt(now, 30).memoryId).not.toBe(memoryAt(now, 45).memoryId);
    const last = new Date(Date.UTC(2026, 0, 1) + 384 * 86_400_000 - 1);
    expect(memoryAt(last, 1).memoryId).toBe("1d-0");
    expect(memoryAt(new Date(last.getTime() + 1), 1)).toEqual({ memoryId: "1d-1", weight: 1 });
  });

  it("takes a clock that is wrong for its beginning", () => {
    expect(memoryAt(at("1999-01-01T00:00:00.000Z"), 30)).toEqual({ memoryId: "30d-0", weight: 1 });
  });
});
