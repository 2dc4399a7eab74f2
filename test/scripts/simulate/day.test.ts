import { describe, expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { DayFileError, readDay } from "../../../scripts/simulate/day.ts";
import { smallDay, smallDayJson } from "./small-day.ts";

const example = new URL("../../../scripts/simulate/day.json", import.meta.url);
const [group] = smallDayJson.agents;

describe("the file of a day", () => {
  it("ships with an example of 200 seats", () => {
    const day = readDay(example);
    expect(day.agents.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    expect(day.policy.queues.map(({ queueId }) => queueId)).toContain("kartlar");
  });

  it("needs only those parts of the policy that differ", () => {
    const { policy } = smallDay();
    expect(policy.defaultQueueId).toBe("genel");
    expect(policy.weights).toEqual(defaultRoutingPolicy.weights);
  });

  it.each([
    ["a number where a word stands", { seed: "three" }, "at seed"],
    ["a group without agents", { agents: [{ ...group, count: 0 }] }, "at agents[0].count"],
    ["a misspelt word", { agents: [{ ...group, colour: "red" }] }, '"colour"'],
    [
      "a channel that there is not",
      { flows: [{ ...smallDayJson.flows[0], channel: "fax" }] },
      "at flows[0].channel",
    ],
    ["a part of the policy that is none", { policy: { weights: { idle: -1 } } }, "at policy.weights.idle"],
    [
      "a rule to a queue that is not there",
      { policy: { rules: [{ ruleId: "r", when: {}, queueId: "nowhere" }] } },
      "at policy/rules/0/queueId",
    ],
  ])("with %s is refused, and told where", (_, changes, where) => {
    expect(() => smallDay(changes)).toThrow(DayFileError);
    expect(() => smallDay(changes)).toThrow(where);
    expect(() => smallDay(changes)).toThrow("small-day.json");
  });

  it("that is not there, or no JSON, is named", () => {
    expect(() => readDay("/nowhere/day.json")).toThrow("/nowhere/day.json cannot be read");
    expect(() => readDay(new URL("small-day.ts", import.meta.url))).toThrow("cannot be read");
  });
});
