/** Turns a verified call into contact events, one for each change that it reports. */
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { unreadable } from "../body.ts";
import { idOf } from "../fields.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json } from "../json.ts";
import { readJsonCall } from "../json-call.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { readChange } from "./change.ts";

export function parse(request: WebhookRequest): Parsed {
  const json = readJsonCall(request);
  if (json.kind === "unreadable") return json;
  const { value } = json;
  // A workflow's webhook sends one object, signed in the same way.
  if (isObject(value)) return { kind: "events", events: [kept(value)] };
  if (!Array.isArray(value)) return unreadable("", "expected array");
  return { kind: "events", events: value.map((item) => readChange(item) ?? kept(item)) };
}

/** Without the number of the attempt, which would make another event of every retry. */
function kept(item: Json): ParsedEvent {
  if (!isObject(item)) return keptWebhook({ channel: "crm" }, item);
  const { attemptNumber, ...said } = item;
  return keptWebhook(
    { channel: "crm", id: idOf(said.objectId), occurredAt: instantOfEpoch(said.occurredAt) },
    said,
  );
}
