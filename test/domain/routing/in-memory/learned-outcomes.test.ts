import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LearnedOutcomes } from "../../../../domain/routing/in-memory/learned-outcomes.ts";

const dayMs = 24 * 60 * 60 * 1000;
const start = Date.parse("2026-11-01T00:00:00.000Z");
const halfLifeDays = 30;

const outcomeArbitrary = fc.record({
  agentId: fc.constantFrom("a1", "a2", "a3"),
  context: fc.constantFrom("card|-", "-|-"),
  reward: fc.constantFrom(0, 0.5, 1),
  at: fc.nat(90).map((days) => new Date(start + days * dayMs)),
});

describe("outcomes in memory", () => {
  it("weigh half for every half-life, whatever the order they came in", () => {
    fc.assert(
      fc.property(fc.array(outcomeArbitrary, { minLength: 1, maxLength: 30 }), (outcomes) => {
        const learned = new LearnedOutcomes(halfLifeDays);
        for (const outcome of outcomes) learned.add(outcome);
        const now = new Date(start + 100 * dayMs);
        const weighed = outcomes.map((outcome) => ({
          ...outcome,
          weight: 0.5 ** ((now.getTime() - outcome.at.getTime()) / dayMs / halfLifeDays),
        }));
        const sum = (of: typeof weighed, value: (one: (typeof weighed)[number]) => number) =>
          of.reduce((total, one) => total + one.weight * value(one), 0);
        const here = weighed.filter(({ context }) => context === "card|-");
        const found = learned.read("card|-", ["a1", "a2"], now);
        if (here.length === 0) expect(found.usual).toBeUndefined();
        else expect(found.usual).toBeCloseTo(sum(here, ({ reward }) => reward) / sum(here, () => 1), 9);
        for (const agentId of ["a1", "a2"]) {
          const own = here.filter((one) => one.agentId === agentId);
          const one = found.agents.get(agentId);
          expect(one?.trials).toBeCloseTo(
            sum(own, () => 1),
            9,
          );
          expect(one?.surplus).toBeCloseTo(
            sum(own, ({ reward }) => reward - (found.usual ?? 0)),
            9,
          );
          const all = weighed.filter((each) => each.agentId === agentId);
          expect(one?.allTrials).toBeCloseTo(
            sum(all, () => 1),
            9,
          );
        }
      }),
    );
  });
});
