import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fade, usualIn } from "../../../../domain/routing/learning/fade.ts";
import { outcomeIncrements } from "../../../../domain/routing/learning/outcome-increments.ts";

const policy = { halfLifeDays: 30 };
const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 1);

interface Past {
  readonly agentId: string;
  readonly reward: number;
  /** Days after the start. */
  readonly day: number;
}

const none = { trials: 0, reward: 0 };

/** What the rows of one context come to, added up outcome by outcome as a table would. */
function stored(past: readonly Past[], agentIds: readonly string[]) {
  let context = none;
  const inContext = new Map<string, typeof none>();
  const overall = new Map<string, { trials: number; surplus: number }>();
  for (const { agentId, reward, day } of past) {
    const outcome = { agentId, context: "spring|-", reward, at: new Date(start + day * dayMs) };
    const add = outcomeIncrements(outcome, usualIn(context), policy);
    const sum = (tally: typeof none) => ({
      trials: tally.trials + add.inContext.trials,
      reward: tally.reward + add.inContext.reward,
    });
    context = sum(context);
    inContext.set(agentId, sum(inContext.get(agentId) ?? none));
    const before = overall.get(agentId) ?? { trials: 0, surplus: 0 };
    overall.set(agentId, {
      trials: before.trials + add.overall.trials,
      surplus: before.surplus + add.overall.surplus,
    });
  }
  return {
    context,
    agents: agentIds.map((agentId) => ({
      agentId,
      inContext: inContext.get(agentId),
      overall: overall.get(agentId),
    })),
  };
}

const past = fc.array(
  fc.record({
    agentId: fc.constantFrom("a", "b"),
    reward: fc.double({ min: 0, max: 1, noNaN: true }),
    day: fc.double({ min: 0, max: 700, noNaN: true }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe("what is learned", () => {
  it("is every outcome halved for each half-life since, summed up: in whatever order they came", () => {
    fc.assert(
      fc.property(past, (outcomes) => {
        const now = new Date(start + 730 * dayMs);
        const weigh = ({ day }: Past) => 0.5 ** ((730 - day) / 30);
        const sum = (of: readonly Past[], value: (one: Past) => number) =>
          of.reduce((total, one) => total + weigh(one) * value(one), 0);
        const usual = sum(outcomes, ({ reward }) => reward) / sum(outcomes, () => 1);
        const learned = fade(stored(outcomes, ["a", "b"]), now, policy);
        expect(learned.usual).toBeCloseTo(usual, 9);
        for (const agentId of ["a", "b"]) {
          const own = outcomes.filter((one) => one.agentId === agentId);
          expect(learned.agents.get(agentId)?.trials).toBeCloseTo(
            sum(own, () => 1),
            9,
          );
          const surplus = sum(own, ({ reward }) => reward - usual);
          expect(learned.agents.get(agentId)?.surplus).toBeCloseTo(surplus, 9);
        }
      }),
    );
  });

  it("is nothing before the first outcome", () => {
    const learned = fade({ agents: [{ agentId: "a" }] }, new Date(start), policy);
    expect(learned.usual).toBeUndefined();
    expect(learned.agents.get("a")).toEqual({ trials: 0, surplus: 0, allTrials: 0, allSurplus: 0 });
  });

  it("tells two agents apart from their first outcomes on", () => {
    const outcomes = [
      { agentId: "a", reward: 1, day: 0 },
      { agentId: "b", reward: 0, day: 0 },
    ];
    const learned = fade(stored(outcomes, ["a", "b"]), new Date(start), policy);
    expect(learned.usual).toBeCloseTo(0.5, 12);
    expect(learned.agents.get("a")?.surplus).toBeCloseTo(0.5, 12);
    expect(learned.agents.get("b")?.surplus).toBeCloseTo(-0.5, 12);
  });

  it("counts the first outcome of a context neither for nor against the agent elsewhere", () => {
    const outcome = { agentId: "a", context: "spring|-", reward: 1, at: new Date(start) };
    expect(outcomeIncrements(outcome, undefined, policy).overall.surplus).toBe(0);
    expect(outcomeIncrements(outcome, 0.25, policy).overall.surplus).toBeGreaterThan(0);
  });

  it("goes on for decades without losing what is new", () => {
    const outcomes = Array.from({ length: 12 * 25 }, (_, month) => ({
      agentId: "a",
      reward: month === 12 * 25 - 1 ? 0 : 1,
      day: month * 30,
    }));
    const now = new Date(start + (12 * 25 - 1) * 30 * dayMs);
    const learned = fade(stored(outcomes, ["a"]), now, policy);
    expect(learned.agents.get("a")?.trials).toBeCloseTo(2, 9);
    expect(learned.usual).toBeCloseTo(0.5, 9);
  });
});
