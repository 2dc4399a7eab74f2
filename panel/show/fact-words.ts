/** What a fact that a sender added is called. */
import type { Translate } from "../text/text.ts";
import { openList } from "./open-list.ts";
import { slotWords } from "./slot-words.ts";

/** Marks the name of a fact as that of a slot. */
export const slotPrefix = "slots.";

const words = openList({
  agentId: "fact.agent",
  amount: "fact.amount",
  branch: "fact.branch",
  brand: "fact.brand",
  by: "fact.by",
  campaign: "fact.campaign",
  channel: "fact.channel",
  comment: "fact.comment",
  dueAt: "fact.dueAt",
  durationSeconds: "fact.duration",
  expiresAt: "fact.expiresAt",
  items: "fact.items",
  location: "fact.location",
  name: "fact.name",
  offer: "fact.offer",
  orderId: "fact.order",
  outcome: "fact.outcome",
  platform: "fact.platform",
  price: "fact.price",
  product: "fact.product",
  purpose: "fact.purpose",
  queue: "fact.queue",
  score: "fact.score",
  seconds: "fact.duration",
  source: "fact.source",
  state: "fact.state",
  status: "fact.status",
  subject: "fact.subject",
  summary: "fact.summary",
  text: "fact.text",
  ticket: "fact.ticket",
  title: "fact.title",
  to: "fact.to",
  total: "fact.total",
  url: "fact.url",
  value: "fact.total",
  appVersion: "fact.appVersion",
});

export const factWords = (name: string, t: Translate): string =>
  name.startsWith(slotPrefix) ? slotWords(name.slice(slotPrefix.length), t) : words(name, t);
