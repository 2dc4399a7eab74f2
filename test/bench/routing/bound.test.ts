import { describe, expect, it } from "vitest";
import { bestSuccess } from "../../../bench/routing/bound.ts";
import { greedy, longestIdle } from "../../../bench/routing/policies.ts";
import { serve } from "../../../bench/routing/serve.ts";
import { agentCount, arrivalsOf, campaigns, chancesOf } from "../../../bench/routing/world.ts";

const spread = { name: "both", main: 0.1, interaction: 0.1 };
const usual = campaigns.reduce((sum, one) => sum + one.share * one.usual, 0);

describe("the most that any policy could reach", () => {
  it("is what is usual where all agents are the same", () => {
    const same = Array.from({ length: agentCount }, () => campaigns.map((one) => one.usual));
    expect(bestSuccess(same, 0.8)).toBeCloseTo(usual, 9);
  });

  it("has the best agents working all the time, where they are better at everything", () => {
    const byHand = Array.from({ length: agentCount }, (_, agent) => campaigns.map(() => agent / agentCount));
    // Of 40 agents the best 30 are needed: 10 to 39, of 40.
    expect(bestSuccess(byHand, 0.75)).toBeCloseTo(24.5 / agentCount, 9);
  });

  it("is above what a policy reaches that knows everything, and that above chance", () => {
    const chances = chancesOf(spread, 1);
    const arrivals = arrivalsOf(0.85, 5000, 1);
    const knowing = serve(arrivals, chances, greedy(chances), 500);
    const idle = serve(arrivals, chances, longestIdle, 500);
    expect(bestSuccess(chances, 0.85)).toBeGreaterThan(knowing.success);
    expect(knowing.success).toBeGreaterThan(idle.success);
    expect(knowing.meanWaitSeconds).toBeCloseTo(idle.meanWaitSeconds, 6);
    expect(knowing.loadGini).toBeGreaterThan(idle.loadGini);
  });
});
