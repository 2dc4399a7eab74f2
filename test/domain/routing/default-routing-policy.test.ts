import { describe, expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { isAble } from "../../../domain/routing/eligibility.ts";
import { staffedSteps } from "../../../domain/routing/staffed-steps.ts";
import { stepsOf } from "../../../domain/routing/steps.ts";
import { intentNames } from "../../../domain/understanding/recognise-intent.ts";
import { channels } from "../../../schemas/contact-event.ts";
import { policySchemas } from "../../../schemas/policies.ts";
import type { Ability } from "../../../schemas/routing/requirement.ts";
import { aDigest, now, reported } from "../brief/people.ts";
import { routed } from "./cases-to-route.ts";

const policy = defaultRoutingPolicy;
const { queues, rules, unitsByChannel } = policy;

describe("the default routing policy", () => {
  it("is one an admin could save", () => {
    expect(policySchemas.routing.parse(policy)).toEqual(policy);
  });

  it("names every queue in both languages, and only intents there are", () => {
    for (const { name } of queues)
      expect(name.tr.trim() && name.en.trim() && name.tr !== name.en).toBeTruthy();
    const named = rules.flatMap(({ when }) => when.intents ?? []);
    expect(named.filter((intent) => !intentNames.includes(intent))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  it("says what every channel takes of an agent: a call all, three chats as much (R50)", () => {
    expect(channels.filter((channel) => unitsByChannel[channel] === undefined)).toEqual([]);
    expect(unitsByChannel.voice).toBe(60);
    expect(3 * (unitsByChannel.chat ?? 0)).toBe(60);
    expect(unitsByChannel.whatsapp).toBe(unitsByChannel.chat);
  });

  it.each([
    [
      "a complaint",
      { type: "complaint" as const, intent: "card-problem" },
      "complaints",
      ["complaint", "card-intent"],
    ],
    [
      "a credit-card campaign (R47)",
      { references: ["campaign:credit-card-2026"] },
      "cards",
      ["card-campaign"],
    ],
    ["a Turkish one (R47)", { references: ["campaign:Kredi Kartı Bahar"] }, "cards", ["card-campaign"]],
    ["a wish for a card", { intent: "card-application" }, "cards", ["card-intent"]],
    ["another campaign", { references: ["campaign:discarded"] }, "general", []],
    ["nothing known (R49)", {}, "general", []],
  ])("routes %s", (_what, changes, queueId, applied) => {
    const found = routed(changes, { policy });
    expect(found.queueId).toBe(queueId);
    expect(found.facts.rules).toEqual(applied);
    expect(found.skills).toEqual(queueId === "cards" ? { card: 2 } : {});
  });

  it("routes high-value customers to agents of their own (R44, by support level)", () => {
    const digest = aDigest({}, { profile: reported({ segment: "gold" }) });
    expect(routed({}, { policy, digest }).queueId).toBe("premium");
  });

  it.each<[string, Ability]>([
    ["only the general queue", { queues: ["general"], skills: {}, languages: ["tr", "en"] }],
    ["the general queue and no languages", { queues: ["general"], skills: {}, languages: [] }],
  ])(
    "serves every case where agents have %s: after a time anyway, at once where that is known",
    (_what, ability) => {
      for (const { queueId, skills } of queues) {
        const steps = stepsOf({ queueId, skills, language: "tr" }, policy, now);
        const first = steps.find(({ requirement }) => isAble(ability, requirement));
        expect(first?.afterSeconds, queueId).toBeLessThanOrEqual(180);
        const [now0] = staffedSteps(steps, [ability], policy);
        expect(now0 && isAble(ability, now0.requirement) && now0.afterSeconds, queueId).toBe(0);
      }
    },
  );

  it("lets nobody wait for ever behind those with a head start (R53)", () => {
    const { highValueSeconds, repeatSeconds, callbackSeconds, mostSeconds } = policy.priority;
    const headStarts = queues.map(({ headStartSeconds }) => headStartSeconds);
    expect(mostSeconds).toBe(300);
    expect(highValueSeconds + repeatSeconds + callbackSeconds).toBeLessThanOrEqual(mostSeconds);
    expect(Math.max(...headStarts)).toBeLessThan(mostSeconds);
  });
});
