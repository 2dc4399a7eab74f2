/** Turns a verified POST of LINE into contact events: its envelope, event by event. */
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { mediaType, unreadable } from "../body.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json, readJson } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { readEvent } from "./event.ts";

export function parse(request: WebhookRequest): Parsed {
  if (mediaType(request) !== "application/json") return unreadable("", "expected application/json");
  const json = readJson(request.body);
  if (json.kind === "unreadable") return json;
  if (!isObject(json.value)) return unreadable("", "expected object");
  const { destination, events } = json.value;
  if (typeof destination !== "string") return unreadable("/destination", "expected string");
  if (!Array.isArray(events)) return unreadable("/events", "expected array");
  return {
    kind: "events",
    events: events.map((event) => readEvent(destination, event) ?? kept(destination, event)),
  };
}

/** A redelivered event differs from its first delivery, in what it says of the delivery. */
function kept(destination: string, raw: Json): ParsedEvent {
  const { webhookEventId: id, source, timestamp } = isObject(raw) ? raw : {};
  const { userId, groupId, roomId } = isObject(source) ? source : {};
  const about = [userId, groupId, roomId].find((one) => typeof one === "string");
  const event = keptWebhook(
    {
      channel: "line",
      id: about && `line:${about}`,
      key: destination,
      occurredAt: instantOfEpoch(timestamp),
    },
    raw,
  );
  return typeof id === "string" && id !== "" ? { ...event, idempotencyKey: id } : event;
}
