/** A quiet morning of a small centre, for tests. */
import type { Day } from "../../../scripts/simulate/day.ts";
import { parseDay } from "../../../scripts/simulate/day.ts";

export const smallDayJson = {
  seed: 3,
  startsAt: "2026-03-02T08:00:00+03:00",
  agents: [
    {
      groupId: "kart",
      count: 6,
      queues: ["kartlar", "genel"],
      skills: { kart: 3 },
      languages: ["tr"],
      from: 0,
      to: 4,
      effects: { everywhere: 0.05, perCampaign: 0.1 },
      declines: 0.1,
      misses: 0.05,
      answerSeconds: 4,
    },
  ],
  flows: [
    {
      channel: "voice",
      campaign: "bahar-kart",
      arrivals: [25, 25, 25, 25],
      handleSeconds: 300,
      patienceSeconds: 200,
      targetSeconds: 20,
      success: 0.4,
      passedOn: { share: 0.2, intent: "refund" },
    },
    {
      channel: "chat",
      intent: "order-status",
      arrivals: [8, 8, 8, 8],
      handleSeconds: 400,
      patienceSeconds: 400,
      targetSeconds: 60,
      success: 0.7,
    },
  ],
  policy: {
    queues: [
      { queueId: "genel", name: { tr: "Genel", en: "General" } },
      { queueId: "kartlar", name: { tr: "Kartlar", en: "Cards" }, skills: { kart: 2 } },
    ],
    defaultQueueId: "genel",
    rules: [{ ruleId: "kart", when: { campaigns: ["*-kart"] }, queueId: "kartlar" }],
  },
};

export const smallDay = (changes: object = {}): Day =>
  parseDay({ ...smallDayJson, ...changes }, "small-day.json");
