/** Turns a verified update of Telegram into contact events, by the one field that holds its content. */
import type {
  Endpoint,
  Parsed,
  ParsedEvent,
  WebhookRequest,
} from "../../../domain/ingest/channel-adapter.ts";
import { mediaType, unreadable } from "../body.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json, readJson } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { botIdOf } from "./bot.ts";
import { readButton } from "./button.ts";
import { readDeleted, readMembership, readReaction } from "./happenings.ts";
import { readMessage } from "./message.ts";
import type { Update } from "./update.ts";

type Read = (update: Update, content: Json) => readonly ParsedEvent[] | undefined;

/** Posts in channels are the business's own; they and all other kinds are kept. */
const readers = new Map<string, Read>([
  ["message", readMessage],
  ["edited_message", readMessage],
  ["business_message", readMessage],
  ["edited_business_message", readMessage],
  ["deleted_business_messages", readDeleted],
  ["callback_query", readButton],
  ["message_reaction", readReaction],
  ["my_chat_member", readMembership],
]);

export function parse(request: WebhookRequest, endpoint: Endpoint): Parsed {
  if (mediaType(request) !== "application/json") return unreadable("", "expected application/json");
  const json = readJson(request.body);
  if (json.kind === "unreadable") return json;
  if (!isObject(json.value)) return unreadable("", "expected object");
  const { update_id: id, ...fields } = json.value;
  if (!Number.isSafeInteger(id)) return unreadable("/update_id", "expected integer");
  const entries = Object.entries(fields);
  const [kind = "", content = null] = entries.find(([name]) => readers.has(name)) ?? entries[0] ?? [];
  const update = { id: String(id), kind, botId: botIdOf(endpoint) };
  const events = readers.get(kind)?.(update, content) ?? [kept(update, content, json.value)];
  return { kind: "events", events };
}

function kept(update: Update, content: Json, raw: Json): ParsedEvent {
  const { chat, from, user, date } = isObject(content) ? content : {};
  const about = [chat, from, user].find((one) => isObject(one));
  const id = isObject(about) && Number.isSafeInteger(about.id) ? `telegram:${about.id}` : undefined;
  const event = keptWebhook({ channel: "telegram", id, occurredAt: instantOfEpoch(date) }, raw);
  return { ...event, idempotencyKey: update.id };
}
