import { describe, expect, it } from "vitest";
import { random } from "../../../scripts/simulate/random.ts";

const many = 20_000;
const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const draw = (next: () => number) => Array.from({ length: many }, next);

describe("chance", () => {
  it("repeats itself for the same seed and purpose only", () => {
    const first = (seed: number, purpose: string) => random(seed, purpose).next();
    expect(first(1, "a")).toBe(first(1, "a"));
    expect(new Set([first(1, "a"), first(2, "a"), first(1, "b"), first(11, "a")]).size).toBe(4);
  });

  it("has the means and deviations that are asked for", () => {
    const source = random(1, "means");
    expect(meanOf(draw(source.next))).toBeCloseTo(0.5, 1);
    expect(meanOf(draw(() => source.exponential(300))) / 300).toBeCloseTo(1, 1);
    expect(meanOf(draw(() => source.lognormal(300, 0.7))) / 300).toBeCloseTo(1, 1);
    const normal = draw(source.normal);
    expect(meanOf(normal)).toBeCloseTo(0, 1);
    expect(meanOf(normal.map((one) => one * one))).toBeCloseTo(1, 1);
  });
});
