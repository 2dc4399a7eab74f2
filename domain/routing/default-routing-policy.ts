/** The routing policy that ships: an admin can change it. */
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";

/** Every special queue is helped by the general one: a company that has no specialists yet serves everybody. */
const overflow = { queueId: "general", afterSeconds: 120 };

const messages = 20;
const tasks = 15;

export const defaultRoutingPolicy: RoutingPolicy = {
  unitsByChannel: {
    voice: 60,
    chat: messages,
    whatsapp: messages,
    messenger: messages,
    instagram: messages,
    telegram: messages,
    line: messages,
    sms: messages,
    app: messages,
    web: messages,
    email: 12,
    bot: tasks,
    store: tasks,
    marketing: tasks,
    crm: tasks,
    commerce: tasks,
    survey: tasks,
    note: tasks,
  },
  queues: [
    { queueId: "general", name: { tr: "Genel", en: "General" }, skills: {}, headStartSeconds: 0 },
    {
      queueId: "cards",
      name: { tr: "Kartlar", en: "Cards" },
      skills: { card: 2 },
      headStartSeconds: 0,
      overflow,
    },
    {
      queueId: "complaints",
      name: { tr: "Şikâyetler", en: "Complaints" },
      skills: {},
      headStartSeconds: 30,
      overflow,
    },
    {
      queueId: "premium",
      name: { tr: "Özel müşteriler", en: "Premium customers" },
      skills: {},
      headStartSeconds: 0,
      overflow,
    },
  ],
  defaultQueueId: "general",
  rules: [
    { ruleId: "complaint", when: { types: ["complaint"] }, queueId: "complaints", skills: {} },
    {
      ruleId: "card-campaign",
      when: { campaigns: ["card-*", "*-card", "*-card-*", "kart-*", "*kredi-kart*"] },
      queueId: "cards",
      skills: {},
    },
    {
      ruleId: "card-intent",
      when: { intents: ["card-application", "card-limit", "card-problem", "card-lost"] },
      queueId: "cards",
      skills: {},
    },
    { ruleId: "high-value", when: { highValue: true }, queueId: "premium", skills: {} },
  ],
  relaxation: [
    { afterSeconds: 60, lowerSkillsBy: 1, anyLanguage: false },
    { afterSeconds: 180, lowerSkillsBy: 4, anyLanguage: true },
  ],
  stickiness: { withinDays: 30, holdSeconds: 30 },
  priority: { highValueSeconds: 120, repeatSeconds: 60, callbackSeconds: 120, mostSeconds: 300 },
  repeatWithinDays: 7,
  offer: { seconds: 30, cooldownSeconds: 60, mostMisses: 2 },
  callback: { offerAfterSeconds: 180, followUpAbandoned: true },
  holdRoomAfterSeconds: 60,
  handleMinutes: 6,
  weights: { continuity: 10, advantage: 10, idle: 3.5, load: 6, skill: 2 },
  learning: {
    enabled: true,
    share: 0.9,
    halfLifeDays: 30,
    priorTrials: 60,
    exploration: 0.2,
    rewards: {
      resolved: 1,
      sold: 1,
      "interested-later": 0.5,
      declined: 0,
      complaint: 0,
      unresolved: 0,
    },
  },
  bots: [],
};
