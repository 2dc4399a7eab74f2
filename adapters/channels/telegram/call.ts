/** Which method of the Bot API carries a message, and with which fields. */
import type { OutboundMessage, Refusal, SendAnswer } from "../../../domain/outbox/channel-sender.ts";

export interface Call {
  readonly method: "sendMessage" | "sendPhoto" | "sendDocument" | "sendMediaGroup";
  readonly fields: Readonly<Record<string, unknown>>;
}

const mostCaption = 1024;
const mostFiles = 10;

/** A message is one call, so that it is sent whole or not at all: its text is the caption of its first file. */
export function callOf(message: OutboundMessage): Call | { readonly refused: SendAnswer } {
  const { text, mediaUrls = [] } = message;
  const [first, ...more] = mediaUrls;
  const where = { chat_id: chatOf(message), ...contextOf(message) };
  if (first === undefined) return { method: "sendMessage", fields: { ...where, text } };
  if (text.length > mostCaption) return refused("too-long", "caption");
  if (mediaUrls.length > mostFiles) return refused("bad-media", "too-many-files");
  const caption = text === "" ? {} : { caption: text };
  if (more.length > 0) {
    // Photos and other files do not mix; as documents they do.
    const type = mediaUrls.every(isPhoto) ? "photo" : "document";
    const media = mediaUrls.map((url, index) => ({ type, media: url, ...(index === 0 ? caption : {}) }));
    return { method: "sendMediaGroup", fields: { ...where, media } };
  }
  return isPhoto(first)
    ? { method: "sendPhoto", fields: { ...where, photo: first, ...caption } }
    : { method: "sendDocument", fields: { ...where, document: first, ...caption } };
}

const refused = (reason: Refusal, code: string) => ({ refused: { kind: "refused", reason, code } as const });

/** A question in a group (their ids are negative) is answered there: the person may never have written to the bot alone. */
function chatOf({ to, answers }: OutboundMessage): number {
  const thread = answers?.thread ?? "";
  return Number(/^-\d+$/.test(thread) ? thread : to);
}

function contextOf(message: OutboundMessage): Record<string, unknown> {
  const { topicId, businessConnectionId } = message.answers?.attributes ?? {};
  const [, chat, messageId] = /^(-?\d+):(\d+)$/.exec(message.answers?.providerMessageId ?? "") ?? [];
  return {
    ...(typeof topicId === "number" ? { message_thread_id: topicId } : {}),
    ...(typeof businessConnectionId === "string" ? { business_connection_id: businessConnectionId } : {}),
    ...(Number(chat) === chatOf(message)
      ? { reply_parameters: { message_id: Number(messageId), allow_sending_without_reply: true } }
      : {}),
  };
}

/** By its name: what Telegram fetches by URL as a photo is a picture of these kinds. */
function isPhoto(url: string): boolean {
  return /\.(jpe?g|png|webp)$/i.test(url.split(/[?#]/, 1)[0] ?? "");
}
