/** Turns a verified call into contact events: a message, an array of them, or a batch of a tracking library. */
import type { Endpoint, Parsed, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { unreadable } from "../body.ts";
import { objectOf } from "../fields.ts";
import { isObject, type Json } from "../json.ts";
import { readJsonCall } from "../json-call.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { readMessage } from "./message.ts";

export function parse(request: WebhookRequest, endpoint: Endpoint): Parsed {
  const json = readJsonCall(request);
  if (json.kind === "unreadable") return json;
  const messages = messagesIn(json.value);
  if (messages === undefined) return unreadable("", "expected a message, an array of them, or a batch");
  // Whoever has the key of a browser can say anything of anybody: only a server's word is taken.
  const level = endpoint.account.trusted === "true" ? "verified" : "claimed";
  const events = messages.map((item) => readMessage(item, level) ?? keptWebhook({ channel: "web" }, item));
  return { kind: "events", events };
}

function messagesIn(body: Json): readonly Json[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return undefined;
  if (body.batch === undefined) return [body];
  const { batch, context } = body;
  if (!Array.isArray(batch)) return undefined;
  return isObject(context) ? batch.map((item) => within(item, context)) : batch;
}

/** The context of a batch is that of all its messages, each of which may say more (HTTP API, "Batch"). */
function within(item: Json, context: Json): Json {
  return isObject(item) ? { ...item, context: { ...objectOf(context), ...objectOf(item.context) } } : item;
}
