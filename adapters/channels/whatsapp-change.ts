/** One change of a WhatsApp entry, by its field; a field we have no reading for is kept. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { keptWebhook } from "./kept-webhook.ts";
import type { Sender } from "./whatsapp-contact.ts";
import { readUserIdUpdate } from "./whatsapp-identity.ts";
import { readEcho, readMessage } from "./whatsapp-message.ts";
import { readPreference } from "./whatsapp-preference.ts";
import { readStatus } from "./whatsapp-status.ts";

/** What a kept piece inherits from the entry it came in. */
export interface Entry {
  readonly channel: Channel;
  readonly id: string | undefined;
  readonly key: string;
  readonly occurredAt: string | undefined;
}

/** `undefined` when the piece is malformed, or is of a kind we do not know. */
type Reading = (sender: Sender, raw: Json) => ParsedEvent | undefined;

/** The lists that a field's value holds, and what each of their pieces is. */
const fields: ReadonlyMap<string, readonly (readonly [list: string, read: Reading])[]> = new Map([
  [
    "messages",
    [
      ["messages", readMessage],
      ["statuses", readStatus],
    ],
  ],
  ["smb_message_echoes", [["message_echoes", readEcho]]],
  ["user_preferences", [["user_preferences", readPreference]]],
  ["user_id_update", [["user_id_update", readUserIdUpdate]]],
]);

/** @returns at least one event: a change that holds nothing we read is kept whole */
export function readChange(entry: Entry, change: Json): ParsedEvent[] {
  const { field, value } = isObject(change) ? change : {};
  const lists = fields.get(typeof field === "string" ? field : "");
  if (lists === undefined || !isObject(value)) return [keptWebhook(entry, change)];
  const pieces = lists.flatMap(([list, read]) => listOf(value[list]).map((piece) => ({ piece, read })));
  const sender = senderOf(value, pieces.length === 1);
  const events = pieces.map(({ piece, read }) => read(sender, piece) ?? keptWebhook(entry, piece));
  return events.length > 0 ? events : [keptWebhook(entry, change)];
}

function senderOf({ metadata, contacts }: JsonObject, isAlone: boolean): Sender {
  const id = isObject(metadata) ? metadata.phone_number_id : undefined;
  return { phoneNumberId: typeof id === "string" ? id : undefined, contacts: listOf(contacts), isAlone };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
