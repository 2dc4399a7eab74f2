/** A message of Messenger or Instagram: the customer's, or the echo of one that the business sent. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Attachment } from "../../../schemas/contact-event.ts";
import { isObject, type Json, present } from "../json.ts";
import { type Frame, saidIn } from "./page-frame.ts";
import type { PageMessage } from "./page-schema.ts";
import { sendMark } from "./send-mark.ts";

const longestUrl = 2048;
const mostAttachments = 100;

/** @param raw the message as it came */
export function readPageMessage(frame: Frame, message: PageMessage, raw: Json): ParsedEvent {
  const { mid } = message;
  if (message.is_deleted) {
    return {
      ...saidIn(frame),
      kind: "message.deleted",
      attributes: { ...frame.attributes, messageId: mid },
      idempotencyKey: `${mid}:deleted`,
    };
  }
  const sendId = frame.isOurs ? ourSendIn(message) : undefined;
  if (sendId !== undefined) return echoOfOurs(frame, mid, sendId);
  const { attachments, shared } = filesOf(message, raw);
  return {
    ...saidIn(frame),
    kind: kindOf(frame),
    text: message.text,
    attachments,
    attributes: {
      ...frame.attributes,
      ...present({
        type: message.attachments?.[0]?.type ?? "text",
        replyTo: message.reply_to?.mid,
        story: message.reply_to?.story,
        buttonPayload: message.quick_reply?.payload,
        referral: message.referral,
        shared,
        ...(frame.isOurs ? senderOf(message) : {}),
        raw: message.is_unsupported ? raw : undefined,
      }),
    },
    providerMessageId: mid,
    idempotencyKey: mid,
  };
}

/** What another app is told is on the timeline, and asks nothing of us. */
export function kindOf({ isOurs, attributes }: Frame): string {
  if (isOurs) return "message.sent";
  return attributes.standby ? "message.observed" : "message.received";
}

/** The id of a send of ours, which Messenger hands back. */
function ourSendIn({ metadata = "" }: PageMessage): string | undefined {
  return metadata.startsWith(sendMark) ? metadata.slice(sendMark.length) : undefined;
}

/** Our message is on the timeline already: the echo says that it left. */
function echoOfOurs({ base, attributes }: Frame, mid: string, sendId: string): ParsedEvent {
  return {
    ...base,
    direction: "outbound",
    kind: "message.status",
    status: "sent",
    attributes: { ...attributes, sendId },
    providerMessageId: mid,
    idempotencyKey: `${mid}:sent`,
  };
}

/** Which app sent it, and with which words of its own. */
function senderOf({ app_id: appId, metadata }: PageMessage) {
  return { appId: appId === undefined ? undefined : String(appId), metadata };
}

/** Files are attachments by URL; posts, stories, places and whatever else is shared are kept as they came. */
function filesOf(message: PageMessage, raw: Json) {
  const given = isObject(raw) && Array.isArray(raw.attachments) ? raw.attachments : [];
  const attachments: Attachment[] = [];
  const shared: Json[] = [];
  for (const [index, { type, payload }] of (message.attachments ?? []).entries()) {
    const url = payload?.url;
    const isFile = /^(image|video|audio|file)$/.test(type) && url !== undefined && url.length <= longestUrl;
    if (isFile && attachments.length < mostAttachments) attachments.push({ url });
    else shared.push(given[index] ?? null);
  }
  return {
    attachments: attachments.length > 0 ? attachments : undefined,
    shared: shared.length > 0 ? shared : undefined,
  };
}
