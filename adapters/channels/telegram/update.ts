/** What the readers of updates have in common: what an update says of itself, and whom it names. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { externalIdentifier } from "../fingerprint.ts";
import { type JsonObject, present } from "../json.ts";
import type { Chat, User } from "./schema.ts";

export interface Update {
  /** Unique for the bot. */
  readonly id: string;
  /** `message`, `edited_message`, … */
  readonly kind: string;
  readonly botId: string | undefined;
}

/** The message's id is unique in its chat only. */
export function messageIdIn(chat: Chat, messageId: number): string {
  return `${chat.id}:${messageId}`;
}

/** In a private chat the person is the conversation; in a group the group is. */
export function threadOf(chat: Chat | undefined): Pick<ParsedEvent, "thread"> {
  return chat === undefined || chat.type === "private" ? {} : { thread: String(chat.id) };
}

/** The numeric id, which Telegram proves. A `@username` changes hands: see `profileOf`. */
export function identifierOf(userId: number): Identifier {
  return { kind: "telegram", value: String(userId), level: "verified" };
}

/** A group or a channel that speaks for itself: no person. */
export function chatIdentifier(chat: Chat): Identifier {
  return externalIdentifier(`telegram:${chat.id}`);
}

export function profileOf(user: User | undefined): JsonObject {
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(" ");
  return present({
    profileName: name || undefined,
    username: user?.username,
    languageCode: user?.language_code,
  });
}
