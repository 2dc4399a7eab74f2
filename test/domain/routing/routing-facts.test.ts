import { describe, expect, it } from "vitest";
import { defaultCasePolicy } from "../../../domain/cases/default-case-policy.ts";
import { routingFacts } from "../../../domain/routing/routing-facts.ts";
import { routingFactsSchema } from "../../../schemas/routing/routing.ts";
import {
  aCase,
  aDigest,
  aFact,
  daysAgo,
  hoursAgo,
  minutesAgo,
  now,
  reported,
  understood,
} from "../brief/people.ts";
import { aPolicy, aQueue, routed } from "./cases-to-route.ts";

const click = aFact("click", "email.clicked", {
  channel: "marketing",
  occurredAt: hoursAgo(2),
  label: "Kredi kartı fırsatı",
  reference: "card-spring",
  campaign: "card-spring",
});
const policy = aPolicy({
  queues: [aQueue("general"), aQueue("cards", { skills: { card: 2 } }), aQueue("private")],
  rules: [
    { ruleId: "card-campaign", when: { campaigns: ["card-*"] }, queueId: "cards" },
    { ruleId: "private", when: { attributes: { department: ["private-banking"] } }, queueId: "private" },
  ],
});

describe("what routing goes by", () => {
  it("has the campaign's queue and skill for whoever it brought (R47)", () => {
    const found = routed({ intent: "card-application" }, { digest: aDigest({ campaigns: [click] }), policy });
    expect(found).toMatchObject({ queueId: "cards", skills: { card: 2 } });
    expect(found.facts).toMatchObject({
      campaignKnown: true,
      context: "card-spring|card-application",
      rules: ["card-campaign"],
    });
  });

  it("goes on without marketing data, and says so (R49)", () => {
    const found = routed({ intent: "card-application" }, { policy });
    expect(found).toMatchObject({ queueId: "general", skills: {} });
    expect(found.facts).toMatchObject({ campaignKnown: false, context: "-|card-application", rules: [] });
  });

  it("has another queue when the CRM says another department (R45)", () => {
    const digest = (department: string) => aDigest({}, { profile: reported({ department }) });
    expect(routed({}, { policy, digest: digest("private-banking") }).queueId).toBe("private");
    expect(routed({}, { policy, digest: digest("retail") }).queueId).toBe("general");
  });

  it("knows a high-value customer by what any source says (R53)", () => {
    const valued = aDigest({}, { profile: reported({ segment: "Platinum" }) });
    expect(routed({}, { digest: valued }).facts.highValue).toBe(true);
    expect(routed().facts.highValue).toBe(false);
  });

  it("knows who served the customer last, and that they come again (R44, R51)", () => {
    const before = aCase({
      caseId: "C1-m0",
      intent: "refund",
      openedAt: daysAgo(3),
      lastEventAt: daysAgo(2),
      status: "resolved",
      history: [{ at: daysAgo(2), status: "resolved" }],
      owner: { agentId: "ayse" },
    });
    const known = routed({ intent: "refund" }, { others: [before] });
    expect(known.facts).toMatchObject({ lastAgentId: "ayse", repeat: true });
    expect(routed({ intent: "card-lost" }, { others: [before] }).facts.repeat).toBe(false);
    expect(routed({ intent: "refund" }).facts).not.toHaveProperty("lastAgentId");
  });

  it("goes by the channel and the language of the newest message of the case (R50)", () => {
    const said = (
      eventId: string,
      channel: "chat" | "whatsapp",
      at: string,
      language: "tr" | "en",
      caseId = "C1-m1",
    ) =>
      aFact(eventId, "message.received", {
        channel,
        occurredAt: at,
        caseId,
        understanding: understood({ language }),
      });
    const contacts = [
      said("m4", "chat", minutesAgo(1), "tr", "C1-m9"),
      aFact("m3", "message.sent", {
        direction: "outbound",
        channel: "chat",
        occurredAt: minutesAgo(2),
        caseId: "C1-m1",
      }),
      said("m2", "whatsapp", minutesAgo(5), "en"),
      said("m1", "chat", minutesAgo(9), "tr"),
    ];
    const found = routed(
      { channels: ["whatsapp", "chat"], channel: "whatsapp" },
      { digest: aDigest({ contacts }) },
    );
    expect(found.facts).toMatchObject({ channel: "whatsapp", units: 20 });
    expect(found.language).toBe("en");
    expect(routed({ channels: ["chat", "voice"] }).facts).toMatchObject({ channel: "voice", units: 60 });
    expect(routed({ channel: "whatsapp" }, { channel: "voice" }).facts).toMatchObject({
      channel: "voice",
      units: 60,
    });
    expect(routed({ channels: ["email"] }, { policy: aPolicy({ unitsByChannel: {} }) }).facts.units).toBe(60);
    expect(routed()).not.toHaveProperty("language");
  });

  it("is of the whole case and the whole person, however many customers were merged", () => {
    const whole = aCase({ caseId: "C1-m1", channels: ["chat"] });
    const part = aCase({
      caseId: "C2-m7",
      customerId: "C2",
      partOf: "C1-m1",
      references: ["campaign:card-x"],
      channel: "telegram",
      askedAt: hoursAgo(1),
    });
    const asked = aFact("m7", "message.received", {
      caseId: "C2-m7",
      understanding: understood({ language: "en" }),
    });
    const found = routingFacts({
      found: { whole, parts: [part] },
      members: [
        { cases: [whole], digest: aDigest({}, { profile: reported({ segment: "gold", language: "tr" }) }) },
        { cases: [part], digest: aDigest({ contacts: [asked] }) },
      ],
      policy,
      casePolicy: defaultCasePolicy,
      now,
    });
    expect(found).toMatchObject({ queueId: "cards", language: "en" });
    expect(found.facts).toMatchObject({ channel: "telegram", highValue: true });
  });

  it("is of the shape that is stored", () => {
    const { facts } = routed({ references: ["campaign:a b|c"] }, { digest: aDigest({ campaigns: [click] }) });
    expect(routingFactsSchema.parse(facts)).toEqual(facts);
  });
});
