/** What happens in a Twilio conversation: messages of customers and of ours, and what becomes of them. */
import type { Endpoint, ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { instantOf } from "../instant.ts";
import { present } from "../json.ts";
import { attributesOf } from "./attributes.ts";
import { type Author, authorOf, underConversation } from "./author.ts";
import { conversationMedia } from "./conversation-media.ts";
import { type Form, first } from "./form.ts";
import { statusInLadder } from "./status.ts";

/** Ids and times that the event's own fields tell. */
const told = ["ConversationSid", "EventType", "Media", "DateCreated", "DateUpdated"];

/** @returns `undefined` when the parameters are not those of an event we read */
export function conversationEvent(form: Form, endpoint: Endpoint): ParsedEvent | undefined {
  const conversation = first(form, "ConversationSid");
  const message = first(form, "MessageSid");
  if (!conversation || !message) return undefined;
  switch (first(form, "EventType")) {
    case "onMessageAdded":
      return added(form, conversation, message, authorOf(form, conversation, endpoint));
    case "onMessageUpdated":
      return changed(form, "message.edited", conversation, message, authorOf(form, conversation, endpoint));
    case "onMessageRemoved":
      return changed(form, "message.deleted", conversation, message, authorOf(form, conversation, endpoint));
    case "onDeliveryUpdated":
      return delivery(form, conversation, message);
    default:
      return undefined;
  }
}

/** What we wrote ourselves is known to come back: it opens nothing. */
function added(form: Form, thread: string, message: string, author: Author): ParsedEvent {
  return {
    ...author.facts,
    kind: author.isOurs ? "message.sent" : "message.received",
    occurredAt: instantOf(first(form, "DateCreated")),
    text: first(form, "Body"),
    attachments: conversationMedia(form),
    thread,
    attributes: attributesOf(form, ...told, ...author.told),
    providerMessageId: message,
    idempotencyKey: `onMessageAdded:${message}`,
  };
}

/** An edit has its new text; what was removed is not repeated. */
function changed(
  form: Form,
  kind: "message.edited" | "message.deleted",
  thread: string,
  message: string,
  author: Author,
): ParsedEvent {
  const isEdit = kind === "message.edited";
  const time = first(form, isEdit ? "DateUpdated" : "DateRemoved");
  return {
    ...author.facts,
    kind,
    occurredAt: instantOf(time),
    text: isEdit ? first(form, "Body") : undefined,
    thread,
    attributes: present({
      ...attributesOf(form, ...told, ...author.told, ...(isEdit ? [] : ["Attributes"])),
      messageId: message,
    }),
    providerMessageId: message,
    idempotencyKey: `${kind}:${message}:${isEdit ? (time ?? first(form, "Body") ?? "") : ""}`,
  };
}

/** @returns `undefined` for a status that nobody has heard of */
function delivery(form: Form, thread: string, message: string): ParsedEvent | undefined {
  const reported = first(form, "Status");
  const status = statusInLadder(reported);
  if (status === undefined) return undefined;
  const receipt = first(form, "DeliveryReceiptSid") ?? `${message}:${first(form, "ParticipantSid") ?? ""}`;
  return {
    channel: "chat",
    direction: "outbound",
    kind: "message.status",
    identifiers: underConversation(thread),
    occurredAt: instantOf(first(form, "DateUpdated") ?? first(form, "DateCreated")),
    status,
    thread,
    attributes: present({ ...attributesOf(form, ...told, "Status"), messageStatus: reported }),
    providerMessageId: message,
    idempotencyKey: `${receipt}:${reported}`,
  };
}
