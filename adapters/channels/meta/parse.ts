/** Turns a verified POST of Meta into contact events: its envelope, entry by entry, dispatched by `object`. */
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { mediaType, unreadable } from "../body.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json, readJson } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { readWhatsappEntry } from "../whatsapp-entry.ts";
import { readPageEntry } from "./page-entry.ts";

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

function readEntry(object: string, item: Json): ParsedEvent[] {
  switch (object) {
    case "whatsapp_business_account":
      return readWhatsappEntry(item, object);
    case "page":
      return readPageEntry("messenger", item);
    case "instagram":
      return readPageEntry("instagram", item);
    default:
      return [keptEntry(object, item)];
  }
}

/** Of a product we do not know. */
function keptEntry(object: string, item: Json): ParsedEvent {
  const { id, time } = isObject(item) ? item : {};
  return keptWebhook(
    {
      channel: "web",
      id: typeof id === "string" ? id : undefined,
      key: JSON.stringify([object, id, time]),
      occurredAt: instantOfEpoch(time),
    },
    item,
  );
}
