/** One change of a WhatsApp entry: the messages and statuses of the field `messages`; other fields are kept. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import { isObject, type Json } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import type { Sender } from "./whatsapp-contact.ts";
import { readMessage } from "./whatsapp-message.ts";
import { readStatus } from "./whatsapp-status.ts";

/** What a kept piece inherits from the entry it came in. */
export interface Entry {
  readonly channel: Channel;
  readonly id: string | undefined;
  readonly key: string;
  readonly occurredAt: string | undefined;
}

/** @returns at least one event: a change that holds nothing we read is kept whole */
export function readChange(entry: Entry, change: Json): ParsedEvent[] {
  const value = isObject(change) && change.field === "messages" ? change.value : undefined;
  if (!isObject(value)) return [keptWebhook(entry, change)];
  const { metadata, contacts } = value;
  const id = isObject(metadata) ? metadata.phone_number_id : undefined;
  const sender: Sender = {
    phoneNumberId: typeof id === "string" ? id : undefined,
    contacts: listOf(contacts),
  };
  const events = [
    ...listOf(value.messages).map((item) => readMessage(sender, item) ?? keptWebhook(entry, item)),
    ...listOf(value.statuses).map((item) => readStatus(sender, item) ?? keptWebhook(entry, item)),
  ];
  return events.length > 0 ? events : [keptWebhook(entry, change)];
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
