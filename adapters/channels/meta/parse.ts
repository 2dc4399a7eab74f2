/** Turns a verified POST of Meta into contact events: its envelope, entry by entry, dispatched by `object`. */
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import { mediaType, unreadable } from "../body.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json, readJson } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { type Entry, readChange } from "./whatsapp-change.ts";

export function parse(request: WebhookRequest): Parsed {
  if (mediaType(request) !== "application/json") return unreadable("", "expected application/json");
  const json = readJson(request.body);
  if (json.kind === "unreadable") return json;
  if (!isObject(json.value)) return unreadable("", "expected object");
  const { object, entry } = json.value;
  if (typeof object !== "string") return unreadable("/object", "expected string");
  if (!Array.isArray(entry)) return unreadable("/entry", "expected array");
  return { kind: "events", events: entry.flatMap((item) => readEntry(object, item)) };
}

/** Products other than WhatsApp are kept as they are. */
function readEntry(object: string, item: Json): ParsedEvent[] {
  const { id, time, changes } = isObject(item) ? item : {};
  const entry: Entry = {
    channel: channelOf(object),
    id: typeof id === "string" ? id : undefined,
    key: JSON.stringify([object, id, time]),
    occurredAt: instantOfEpoch(time),
  };
  if (object !== "whatsapp_business_account" || !Array.isArray(changes)) return [keptWebhook(entry, item)];
  return changes.flatMap((change) => readChange(entry, change));
}

function channelOf(object: string): Channel {
  if (object === "page") return "messenger";
  return object === "instagram" ? object : "whatsapp";
}
