/** What a service of AWS tells, whichever way it came: by SNS, by a queue, by the account's event bus. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import { textOf } from "../channels/fields.ts";
import { instantOf } from "../channels/instant.ts";
import { isObject, type Json, type JsonObject, readJson } from "../channels/json.ts";
import { keptWebhook } from "../channels/kept-webhook.ts";
import { readChatItem } from "./chat-item.ts";
import { readRuleMatch } from "./contact-lens.ts";
import { readMailEvent } from "./mail-event.ts";
import type { Notice } from "./notice.ts";
import { readTextMessage } from "./text-message.ts";
import { readTextStatus } from "./text-status.ts";
import { readWhatsappNotice } from "./whatsapp-notice.ts";

const readers: readonly ((said: JsonObject, notice: Notice) => readonly ParsedEvent[] | undefined)[] = [
  readMailEvent,
  readTextMessage,
  readTextStatus,
  readWhatsappNotice,
  readChatItem,
  readRuleMatch,
];

/** @returns none for what is not worth keeping (somebody is typing), else at least one */
export function readMessage(message: Json, notice: Notice): readonly ParsedEvent[] {
  if (!isObject(message)) return [kept(message, notice)];
  const { said, told } = unwrapped(message, notice);
  for (const read of readers) {
    const events = read(said, told);
    if (events !== undefined) return events;
  }
  return [kept(message, told)];
}

/** The bus (EventBridge) wraps what services say; a topic may pass that on. */
function unwrapped(message: JsonObject, notice: Notice): { said: JsonObject; told: Notice } {
  const source = textOf(message.source);
  const detailType = textOf(message["detail-type"]);
  if (source === undefined || detailType === undefined || !isObject(message.detail)) {
    return { said: message, told: notice };
  }
  const told = {
    ...notice,
    id: textOf(message.id) ?? notice.id,
    at: instantOf(textOf(message.time)) ?? notice.at,
    bus: { source, detailType },
  };
  return { said: message.detail, told };
}

function kept(message: Json, { id, at, bus }: Notice): ParsedEvent {
  const from = { channel: channelOf(bus?.source), id, occurredAt: at };
  return keptWebhook(id === undefined ? from : { ...from, key: id }, message);
}

function channelOf(source: string | undefined): Channel {
  if (source === "aws.connect") return "voice";
  if (source === "aws.sms-voice") return "sms";
  return source === "aws.social-messaging" ? "whatsapp" : "email";
}

/** Some services publish plain text, and people do by hand. */
export function jsonOrText(text: string): Json {
  const json = readJson(Buffer.from(text));
  return json.kind === "json" ? json.value : text;
}
