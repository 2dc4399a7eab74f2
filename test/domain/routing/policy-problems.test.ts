import { describe, expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { routingPolicyProblems } from "../../../domain/routing/policy-problems.ts";
import { aPolicy, aQueue } from "./cases-to-route.ts";

const general = aQueue("general");
const rule = (changes: object) => ({ ruleId: "one", when: {}, queueId: "general", ...changes });
const overflow = (queueId: string, afterSeconds = 60) => [
  general,
  aQueue("cards", { overflow: { queueId, afterSeconds } }),
];
const calendar = (changes: object) => [
  aQueue("general", {
    calendar: { zone: "UTC", week: { monday: [{ from: "09:00", to: "18:00" }] }, ...changes },
  }),
];
const circle = (afterSeconds: number, lowerSkillsBy = 0, anyLanguage = false) => ({
  afterSeconds,
  lowerSkillsBy,
  anyLanguage,
});
const bot = (agentId: string, ...channels: string[]) => ({ agentId, channels });

describe("the problems of a routing policy", () => {
  it("are none in the one that ships", () => {
    expect(routingPolicyProblems(defaultRoutingPolicy)).toEqual([]);
  });

  it.each<[string, object]>([
    ["/queues/1/queueId", { queues: [general, general] }],
    ["/queues/1/overflow/queueId", { queues: overflow("nowhere") }],
    ["/queues/1/overflow/queueId", { queues: overflow("cards") }],
    ["/queues/1/overflow/afterSeconds", { queues: overflow("general", 0) }],
    ["/queues/0/calendar", { queues: calendar({ zone: "Mars/Olympus" }) }],
    ["/queues/0/calendar", { queues: calendar({ exceptions: { "2026-02-30": [] } }) }],
    ["/queues/0/calendar/week", { queues: calendar({ week: { monday: [] } }) }],
    ["/defaultQueueId", { defaultQueueId: "nowhere" }],
    ["/rules/1/ruleId", { rules: [rule({}), rule({})] }],
    ["/rules/0/queueId", { rules: [rule({ queueId: "nowhere" })] }],
    ["/rules/0", { rules: [{ ruleId: "one", when: {} }] }],
    ["/rules/0/when/intents", { rules: [rule({ when: { intents: [] } })] }],
    ["/rules/0/when/attributes/region", { rules: [rule({ when: { attributes: { region: [] } } })] }],
    ["/relaxation/0/afterSeconds", { relaxation: [circle(0)] }],
    ["/relaxation/1/afterSeconds", { relaxation: [circle(60), circle(60)] }],
    ["/relaxation/1/afterSeconds", { relaxation: [circle(60), circle(30)] }],
    ["/relaxation/1/lowerSkillsBy", { relaxation: [circle(60, 2), circle(90, 1)] }],
    ["/relaxation/1/anyLanguage", { relaxation: [circle(60, 1, true), circle(90, 2)] }],
    ["/bots/0/agentId", { bots: [bot("a#b", "chat")] }],
    ["/bots/1/channels/1", { bots: [bot("a", "chat", "sms"), bot("b", "line", "sms")] }],
    ["/bots/0/channels/1", { bots: [bot("a", "chat", "chat")] }],
  ])("point at %s", (pointer, changes) => {
    const problems = routingPolicyProblems(aPolicy(changes));
    expect(problems.map((problem) => problem.pointer)).toEqual([pointer]);
    expect(problems[0]?.detail).toMatch(/^\S.{8,}/);
  });

  it("are all told at once", () => {
    const problems = routingPolicyProblems(
      aPolicy({ defaultQueueId: "a", rules: [rule({ queueId: "b" })], relaxation: [circle(0)] }),
    );
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      "/defaultQueueId",
      "/rules/0/queueId",
      "/relaxation/0/afterSeconds",
    ]);
  });
});
