/** What a fact is called. */
import type { TextKey, Translate } from "../text/text.ts";
import { readable } from "./readable.ts";

const words: Record<string, TextKey> = {
  amount: "fact.amount",
  branch: "fact.branch",
  durationSeconds: "fact.duration",
  items: "fact.items",
  location: "fact.location",
  platform: "fact.platform",
  price: "fact.price",
  product: "fact.product",
  queue: "fact.queue",
  seconds: "fact.duration",
  ticket: "fact.ticket",
  total: "fact.total",
  url: "fact.url",
  value: "fact.total",
  appVersion: "fact.appVersion",
};

/** Senders may add any fact: one we have no words for is called by its own name, made readable. */
export function factWords(name: string, t: Translate): string {
  const key = words[name];
  return key === undefined ? readable(name) : t(key);
}
