/** A customer pressed a button under one of the bot's messages. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { type Json, present } from "../json.ts";
import { callbackQuerySchema } from "./schema.ts";
import { identifierOf, messageIdIn, profileOf, threadOf, type Update } from "./update.ts";

/**
 * A message with the button's words as its text. It has no time of its own, and no message id that could be
 * replied to: `replyTo` is the message with the button.
 *
 * @returns `undefined` for a press without data (a game), and a malformed one
 */
export function readButton(update: Update, raw: Json): readonly ParsedEvent[] | undefined {
  const query = callbackQuerySchema.safeParse(raw).data;
  if (query?.data === undefined) return undefined;
  const { data, message, from } = query;
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  return [
    {
      channel: "telegram",
      direction: "inbound",
      kind: "message.received",
      identifiers: [identifierOf(from.id)],
      ...threadOf(message?.chat),
      text: buttons.find((button) => button.callback_data === data)?.text,
      attributes: present({
        to: update.botId,
        ...profileOf(from),
        buttonPayload: data,
        replyTo: message && messageIdIn(message.chat, message.message_id),
        businessConnectionId: message?.business_connection_id,
      }),
      idempotencyKey: update.id,
    },
  ];
}
