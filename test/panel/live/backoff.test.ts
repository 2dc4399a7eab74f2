import { describe, expect, it } from "vitest";
import { backoffMs } from "../../../panel/live/backoff.ts";

describe("backoffMs", () => {
  it("doubles with each failure", () => {
    expect([1, 2, 3].map((failures) => backoffMs(failures, 1))).toEqual([500, 1000, 2000]);
  });

  it("never waits longer than fifteen seconds", () => {
    expect(backoffMs(50, 1)).toBe(15_000);
  });

  it("spreads a crowd over half of the wait", () => {
    expect(backoffMs(3, 0)).toBe(1000);
    expect(backoffMs(3, 0.5)).toBe(1500);
  });
});
