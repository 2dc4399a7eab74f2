import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateWait } from "../../../domain/routing/estimate-wait.ts";

const estimate = (ahead: number, agents: number, busy: number, handleSeconds = 180) =>
  estimateWait({ ahead, agents, busy, handleSeconds }) ?? Number.NaN;

describe("the estimated wait (R52)", () => {
  it("is nothing while somebody is free, and unknown while nobody is there", () => {
    expect(estimate(0, 3, 2)).toBe(0);
    expect(estimate(1, 3, 1)).toBe(0);
    expect(estimate(0, 3, 3)).toBe(60);
    expect(estimate(1, 3, 2)).toBe(60);
    expect(estimateWait({ ahead: 0, agents: 0, busy: 0, handleSeconds: 180 })).toBeUndefined();
  });

  it("grows with those ahead and the time they take, and shrinks with the agents", () => {
    const counts = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(counts, counts, counts, fc.integer({ min: 1, max: 3600 }), (ahead, more, busy, seconds) => {
        const agents = busy + 1;
        const here = estimate(ahead, agents, agents, seconds);
        expect(estimate(ahead + more, agents, agents, seconds)).toBeGreaterThanOrEqual(here);
        expect(estimate(ahead, agents, agents, 2 * seconds)).toBeGreaterThanOrEqual(here);
        expect(estimate(ahead, agents + more, agents + more, seconds)).toBeLessThanOrEqual(here);
        expect(estimate(ahead, agents, busy, seconds)).toBeLessThanOrEqual(here);
      }),
    );
  });

  /**
   * Erlang C: 100 calls per half hour of 180 s with 14 agents wait 7.83594 s on average. Each call sees the line as
   * it is at any time (PASTA), so that the mean of its estimates, over the stationary distribution, is that wait.
   */
  it("is on average what Erlang C says", () => {
    const [agents, seconds, perSecond] = [14, 180, 100 / 1800];
    const load = perSecond * seconds;
    let weight = 1;
    let [sum, weighted] = [0, 0];
    for (let present = 0; present < 2000; present += 1) {
      sum += weight;
      weighted +=
        weight * estimate(Math.max(0, present - agents), agents, Math.min(present, agents), seconds);
      weight *= load / Math.min(present + 1, agents);
    }
    expect(weighted / sum).toBeCloseTo(7.83594, 4);
  });

  it("is what callers of a simulated queue wait, on average and at every length of the line", () => {
    const calls = simulate({ calls: 200_000, agents: 5, handleSeconds: 300, load: 4.6, seed: 7 });
    const waited = calls.filter(({ said }) => said > 0);
    expect(waited.length).toBeGreaterThan(50_000);
    expect(Math.abs(mean(waited, "wait") / mean(waited, "said") - 1)).toBeLessThan(0.03);
    for (const [said, group] of Map.groupBy(waited, (call) => call.said)) {
      if (group.length < 2_000) continue;
      // The wait behind n others is a sum of n + 1 exponential times: four standard errors of its mean.
      const stages = said / (300 / 5);
      const error = said / Math.sqrt(stages) / Math.sqrt(group.length);
      expect(Math.abs(mean(group, "wait") - said), `said ${said} s`).toBeLessThan(
        Math.max(4 * error, 0.03 * said),
      );
    }
  });
});

interface Call {
  readonly said: number;
  readonly wait: number;
}

const mean = (calls: readonly Call[], of: keyof Call) =>
  calls.reduce((sum, call) => sum + call[of], 0) / calls.length;

/** M/M/c, first in, first out; what each caller would be told on arrival, and how long they wait. */
function simulate(of: {
  calls: number;
  agents: number;
  handleSeconds: number;
  load: number;
  seed: number;
}): Call[] {
  const { agents, handleSeconds, load } = of;
  const random = mulberry32(of.seed);
  const exponential = (average: number) => -Math.log(1 - random()) * average;
  const freeAt = Array.from({ length: agents }, () => 0);
  let begun: number[] = [];
  let now = 0;
  return Array.from({ length: of.calls }, () => {
    now += exponential(handleSeconds / load);
    begun = begun.filter((start) => start > now);
    const busy = freeAt.filter((at) => at > now).length;
    const said = estimate(begun.length, agents, busy, handleSeconds);
    const next = freeAt.indexOf(Math.min(...freeAt));
    const start = Math.max(now, freeAt[next] ?? 0);
    freeAt[next] = start + exponential(handleSeconds);
    begun.push(start);
    return { said, wait: start - now };
  });
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
