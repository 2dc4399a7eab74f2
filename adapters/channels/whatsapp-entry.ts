/** One entry of WhatsApp's webhook, whoever delivers it: Meta itself, or AWS End User Messaging. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { instantOfEpoch } from "./instant.ts";
import { isObject, type Json } from "./json.ts";
import { keptWebhook } from "./kept-webhook.ts";
import { type Entry, readChange } from "./whatsapp-change.ts";

/**
 * @param entry one element of the webhook's `entry[]`: `{ id, time?, changes[] }`
 * @param context tells apart deliveries of equal content: their product, or their name
 * @returns at least one event, unless there are no changes; what cannot be read is kept, each piece for itself
 */
export function readWhatsappEntry(entry: Json, context: string): ParsedEvent[] {
  const { id, time, changes } = isObject(entry) ? entry : {};
  const from: Entry = {
    channel: "whatsapp",
    id: typeof id === "string" ? id : undefined,
    key: JSON.stringify([context, id, time]),
    occurredAt: instantOfEpoch(time),
  };
  if (!Array.isArray(changes)) return [keptWebhook(from, entry)];
  return changes.flatMap((change) => readChange(from, change));
}
