import { describe, expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { staffedSteps } from "../../../domain/routing/staffed-steps.ts";
import { stepsOf } from "../../../domain/routing/steps.ts";
import type { Ability, Requirement } from "../../../schemas/routing/requirement.ts";
import { now } from "../brief/people.ts";

const policy = defaultRoutingPolicy;
const card: Requirement = { queueId: "cards", skills: { card: 2 }, language: "tr" };
const ability = (changes: Partial<Ability> = {}): Ability => ({
  queues: ["general"],
  skills: {},
  languages: ["tr"],
  ...changes,
});
const told = (wanted: Requirement, ...abilities: Ability[]) =>
  staffedSteps(stepsOf(wanted, policy, now), abilities, policy).map(
    ({ afterSeconds, reason, requirement }) => [afterSeconds, reason, requirement.queueId],
  );

describe("the circles that have agents in them", () => {
  it("are asked at once, where the better ones have nobody", () => {
    expect(told(card, ability())).toEqual([
      [0, "overflow", "general"],
      [180, "any-language", "general"],
    ]);
    expect(told(card, ability({ languages: [] }))).toEqual([[0, "any-language", "general"]]);
  });

  it("are all of them where there are specialists", () => {
    const steps = stepsOf(card, policy, now);
    const specialist = ability({ queues: ["cards", "general"], skills: { card: 3 } });
    expect(staffedSteps(steps, [specialist], policy)).toEqual(steps);
    expect(told(card, ability(), ability({ queues: ["cards"], skills: { card: 1 } }))[0]).toEqual([
      0,
      "lower-skills",
      "cards",
    ]);
  });

  it("come after the last agent's, whom somebody has seen", () => {
    expect(told({ ...card, agentId: "ayse" }, ability()).slice(0, 2)).toEqual([
      [0, "held-for-last-agent", "cards"],
      [30, "overflow", "general"],
    ]);
  });

  it("are the default queue's, whatever its agents can do, where nobody could ever take the case", () => {
    const foreign: Requirement = { queueId: "cards", skills: { card: 2 } };
    expect(told(foreign, ability({ queues: ["other"] }))).toEqual([[0, "overflow", "general"]]);
  });

  it("are all where nothing is known of agents", () => {
    expect(told(card)).toHaveLength(4);
  });
});
