/** A message to the bot, in a group of the bot's, or in a chat of a business account that the bot serves. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json, present } from "../json.ts";
import { contentOf } from "./content.ts";
import { type Message, messageSchema } from "./schema.ts";
import { chatIdentifier, identifierOf, messageIdIn, profileOf, threadOf, type Update } from "./update.ts";

/** @returns `undefined` when the message is malformed, or says only what happened to the chat (a member joined) */
export function readMessage(update: Update, raw: Json): readonly ParsedEvent[] | undefined {
  const message = messageSchema.safeParse(raw).data;
  const content = message && isObject(raw) ? contentOf(message, raw) : undefined;
  if (!message || !content) return undefined;
  const { chat } = message;
  const isOurs = isFromBusiness(message);
  const { identifiers = [], attributes, ...facts } = content;
  return [
    {
      channel: "telegram",
      direction: isOurs ? "outbound" : "inbound",
      kind: kindOf(update, message, isOurs),
      identifiers: [authorOf(message, isOurs), ...(isOurs ? [] : identifiers)],
      occurredAt: instantOfEpoch(message.edit_date ?? message.date),
      ...threadOf(chat),
      ...facts,
      attributes: present({
        ...(isOurs ? { from: update.botId } : { to: update.botId, ...profileOf(message.from) }),
        replyTo: message.reply_to_message && messageIdIn(chat, message.reply_to_message.message_id),
        topicId: message.is_topic_message ? message.message_thread_id : undefined,
        businessConnectionId: message.business_connection_id,
        mediaGroupId: message.media_group_id,
        ...attributes,
      }),
      providerMessageId: messageIdIn(chat, message.message_id),
      idempotencyKey: update.id,
    },
  ];
}

/** A business account's chats are private: what another than the customer wrote there is the business's. */
function isFromBusiness({ business_connection_id: connection, chat, from }: Message): boolean {
  return connection !== undefined && from !== undefined && from.id !== chat.id;
}

function kindOf({ kind }: Update, message: Message, isOurs: boolean): string {
  if (kind.startsWith("edited_")) return "message.edited";
  if (message.is_from_offline || message.is_automatic_forward) return "message.auto-replied";
  if (isOurs) return "message.sent";
  return message.from?.is_bot ? "message.auto-replied" : "message.received";
}

/** The customer, of our own messages too; the group or channel where none is named. */
function authorOf({ from, chat, sender_chat: senderChat }: Message, isOurs: boolean): Identifier {
  if (isOurs) return identifierOf(chat.id);
  // Anonymous admins and channels write through a bot of Telegram's, which is nobody.
  if (senderChat !== undefined || from === undefined) return chatIdentifier(senderChat ?? chat);
  return identifierOf(from.id);
}
