import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advantageOf } from "../../../../domain/routing/learning/advantage.ts";
import type { Learned } from "../../../../schemas/routing/decision.ts";

const certain = { priorTrials: 40, exploration: 0 };
const middle = { usual: 0.3, draw: 0.5 };
const value = (learned: Learned | undefined, policy = certain) =>
  advantageOf("a", learned, middle, policy).value;

/** @param here above usual, in so many outcomes; `elsewhere` likewise */
const knownFor = (here: number, elsewhere: number, trials = 1e6): Learned => ({
  trials,
  surplus: trials * here,
  allTrials: 2 * trials,
  allSurplus: trials * (here + elsewhere),
});

describe("the advantage of an agent", () => {
  it("is nothing for whom nothing is known of", () => {
    expect(value(undefined)).toBe(0);
  });

  it("is how much better they are here than elsewhere, and a little for being better everywhere", () => {
    expect(value(knownFor(0.2, 0))).toBeCloseTo(0.2, 3);
    expect(value(knownFor(0.2, 0.2))).toBeGreaterThan(0.01);
    expect(value(knownFor(0.2, 0.2))).toBeLessThan(0.05);
    expect(value(knownFor(0, 0.2))).toBeLessThan(-0.15);
  });

  it("prefers the specialist to one who is as good here and better elsewhere", () => {
    expect(value(knownFor(0.1, -0.1))).toBeGreaterThan(value(knownFor(0.1, 0.1)));
  });

  it("is all of how good they are, for whoever is never needed elsewhere", () => {
    const here = { trials: 1e6, surplus: 2e5, allTrials: 1e6, allSurplus: 2e5 };
    expect(value(here)).toBeCloseTo(0.2, 3);
  });

  it("is drawn towards nothing, less and less as outcomes come", () => {
    const values = [1, 10, 100, 1000, 10_000].map((trials) => value(knownFor(0.2, 0, trials)));
    expect(values).toEqual(values.toSorted((left, right) => left - right));
    expect(values[0]).toBeLessThan(0.01);
    expect(values[0]).toBeGreaterThan(0);
    // 40 trials weigh as much as the assumption that all are the same.
    expect(value(knownFor(0.2, 0, 40))).toBeCloseTo(0.1, 12);
  });

  it("is moved by the draw within its doubt, and less the more is known", () => {
    const bound = fc.record({
      trials: fc.double({ min: 0, max: 1e5, noNaN: true }),
      draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      exploration: fc.double({ min: 0, max: 1, noNaN: true }),
      usual: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(bound, ({ trials, draw, exploration, usual }) => {
        const learned = knownFor(0.1, 0, trials);
        const still = advantageOf("a", learned, { usual, draw }, certain);
        const moved = advantageOf("a", learned, { usual, draw }, { ...certain, exploration });
        const most = 1.7321 * exploration * still.doubt;
        expect(Math.abs(moved.value - still.value)).toBeLessThanOrEqual(most + 1e-12);
        expect(still.doubt).toBeLessThanOrEqual(0.5 / Math.sqrt(trials + 40) + 1e-12);
        expect(still.doubt).toBeGreaterThan(0);
      }),
    );
  });

  it("moves agents independently, and none of them on average", () => {
    const draws = Array.from({ length: 2000 }, (_, index) => (index + 0.5) / 2000);
    const movesOf = (agentId: string) =>
      draws.map(
        (draw) => advantageOf(agentId, undefined, { usual: 0.5, draw }, { ...certain, exploration: 1 }).value,
      );
    const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    const [one, other] = [movesOf("agent-1"), movesOf("agent-2")];
    const variance = mean(one.map((move) => move * move));
    expect(mean(one)).toBeCloseTo(0, 2);
    // 0.5 / sqrt(40): what is not known before the first outcome.
    expect(Math.sqrt(variance)).toBeCloseTo(0.079, 2);
    expect(Math.abs(mean(one.map((move, index) => move * (other[index] ?? 0))) / variance)).toBeLessThan(0.1);
  });
});
