/** What is no message and no receipt on Messenger and Instagram: edits, reactions, buttons, referrals, opt-ins. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { fingerprint } from "../fingerprint.ts";
import { isObject, type Json, present } from "../json.ts";
import { type Frame, saidIn } from "./page-frame.ts";
import { kindOf } from "./page-message.ts";
import { optinOf } from "./page-optin.ts";
import type { Messaging } from "./page-schema.ts";

/** @returns `undefined` when it is none of them, or has neither an id nor a time by which it could be told apart */
export function readNotice(frame: Frame, piece: Messaging): ParsedEvent | undefined {
  const { message_edit: edit, reaction, postback, referral, optin, timestamp } = piece;
  if (timestamp === undefined && postback?.mid === undefined) return undefined;
  if (edit) return editOf(frame, edit, timestamp);
  if (reaction) return reactionOf(frame, reaction, timestamp);
  if (postback) return postbackOf(frame, postback, timestamp);
  const { attributes } = frame;
  if (isObject(referral)) {
    const idempotencyKey = printOf(frame, timestamp, referral);
    return {
      ...saidIn(frame),
      kind: "referral.received",
      attributes: { ...attributes, referral },
      idempotencyKey,
    };
  }
  if (!isObject(optin)) return undefined;
  const idempotencyKey = printOf(frame, timestamp, optin);
  return { ...saidIn(frame), ...optinOf(attributes, optin), idempotencyKey };
}

function editOf(
  frame: Frame,
  edit: NonNullable<Messaging["message_edit"]>,
  timestamp: Messaging["timestamp"],
): ParsedEvent {
  const { mid: messageId, text, num_edit: edits } = edit;
  return {
    ...saidIn(frame),
    kind: "message.edited",
    text,
    attributes: { ...frame.attributes, ...present({ messageId, edits }) },
    idempotencyKey: `${messageId}:edit:${edits ?? timestamp}`,
  };
}

function reactionOf(
  frame: Frame,
  { mid: messageId, action, reaction, emoji }: NonNullable<Messaging["reaction"]>,
  timestamp: Messaging["timestamp"],
): ParsedEvent {
  const given = action === "react" ? { emoji: emoji || undefined, reaction } : {};
  return {
    ...saidIn(frame),
    kind: "message.reacted",
    attributes: { ...frame.attributes, ...present({ messageId, ...given }) },
    idempotencyKey: [messageId, frame.person, action, timestamp].join(":"),
  };
}

/** A button of ours was pressed: the customer says its title. */
function postbackOf(
  frame: Frame,
  postback: NonNullable<Messaging["postback"]>,
  timestamp: Messaging["timestamp"],
): ParsedEvent {
  const { mid, title, payload: buttonPayload, referral } = postback;
  return {
    ...saidIn(frame),
    kind: kindOf(frame),
    text: title,
    attributes: { ...frame.attributes, ...present({ type: "postback", buttonPayload, referral }) },
    providerMessageId: mid,
    idempotencyKey: mid ?? printOf(frame, timestamp, present({ title, buttonPayload, referral })),
  };
}

/** What has no id of its own is told apart by who, when and what. */
function printOf({ base, ours, person }: Frame, timestamp: Messaging["timestamp"], content: Json): string {
  return fingerprint(JSON.stringify([base.channel, ours, person, timestamp, content]));
}
