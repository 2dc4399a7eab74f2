/** What happens around messages: a reaction, a message taken back, the bot blocked or unblocked. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { instantOfEpoch } from "../instant.ts";
import { type Json, present } from "../json.ts";
import { deletedSchema, membershipSchema, reactionSchema } from "./schema.ts";
import { chatIdentifier, identifierOf, messageIdIn, profileOf, threadOf, type Update } from "./update.ts";

/** The emoji that was not there before; none: one was taken back. */
export function readReaction(update: Update, raw: Json): readonly ParsedEvent[] | undefined {
  const reaction = reactionSchema.safeParse(raw).data;
  if (!reaction) return undefined;
  const { chat, user, actor_chat: actor = chat } = reaction;
  const before = reaction.old_reaction.map(({ emoji }) => emoji);
  return [
    {
      channel: "telegram",
      direction: "inbound",
      kind: "message.reacted",
      identifiers: [user ? identifierOf(user.id) : chatIdentifier(actor)],
      occurredAt: instantOfEpoch(reaction.date),
      ...threadOf(chat),
      attributes: present({
        to: update.botId,
        ...profileOf(user),
        messageId: messageIdIn(chat, reaction.message_id),
        emoji: reaction.new_reaction.map(({ emoji }) => emoji).find((emoji) => !before.includes(emoji)),
      }),
      idempotencyKey: update.id,
    },
  ];
}

const becomes = new Map([
  ["kicked", { kind: "channel.blocked", optOut: "stop" }],
  ["member", { kind: "channel.unblocked", optOut: "start" }],
]);

/** @returns `undefined` for the bot's membership of a group */
export function readMembership(update: Update, raw: Json): readonly ParsedEvent[] | undefined {
  const membership = membershipSchema.safeParse(raw).data;
  const became = becomes.get(membership?.new_chat_member.status ?? "");
  if (!membership || !became || membership.chat.type !== "private") return undefined;
  return [
    {
      channel: "telegram",
      direction: "inbound",
      kind: became.kind,
      identifiers: [identifierOf(membership.from.id)],
      occurredAt: instantOfEpoch(membership.date),
      attributes: present({ to: update.botId, ...profileOf(membership.from), optOut: became.optOut }),
      idempotencyKey: update.id,
    },
  ];
}

/** Messages of a business account's chat; Telegram does not say who deleted them, or when. */
export function readDeleted(update: Update, raw: Json): readonly ParsedEvent[] | undefined {
  const deleted = deletedSchema.safeParse(raw).data;
  return deleted?.message_ids.map((messageId) => ({
    channel: "telegram",
    direction: "internal",
    kind: "message.deleted",
    identifiers: [identifierOf(deleted.chat.id)],
    attributes: {
      messageId: messageIdIn(deleted.chat, messageId),
      businessConnectionId: deleted.business_connection_id,
    },
    idempotencyKey: `${update.id}:${messageId}`,
  }));
}
