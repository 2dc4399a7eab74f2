/** Where a message we sent stands, as Twilio's status callback tells it. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { MessageStatus } from "../../../schemas/contact-event.ts";
import { externalIdentifier } from "../fingerprint.ts";
import { present } from "../json.ts";
import { readAddress } from "./address.ts";
import { attributesOf } from "./attributes.ts";
import { type Form, first } from "./form.ts";

const ladder: ReadonlyMap<string, MessageStatus> = new Map([
  ["accepted", "queued"],
  ["scheduled", "queued"],
  ["queued", "queued"],
  ["sending", "queued"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["undelivered", "failed"],
  ["failed", "failed"],
  ["canceled", "failed"],
]);

export function statusInLadder(reported: string | undefined): MessageStatus | undefined {
  return ladder.get(reported ?? "");
}

export function statusOf(form: Form): string | undefined {
  return first(form, "MessageStatus") ?? first(form, "SmsStatus");
}

/** `SmsSid` and `SmsMessageSid` are copies that older callbacks have alone. */
export function messageSid(form: Form): string | undefined {
  return first(form, "MessageSid") ?? first(form, "SmsMessageSid") ?? first(form, "SmsSid");
}

/**
 * @param sendId ours, which Twilio repeats with the URL that it was to call
 * @returns `undefined` when the parameters are not those of a status callback
 */
export function messageStatus(form: Form, sendId: string | undefined): ParsedEvent | undefined {
  const sid = messageSid(form);
  const reported = statusOf(form);
  const status = statusInLadder(reported);
  if (!sid || !status) return undefined;
  const { channel, identifiers } = readAddress(first(form, "To") ?? "", { ours: first(form, "From") });
  return {
    channel,
    direction: "outbound",
    kind: "message.status",
    identifiers: identifiers.length > 0 ? identifiers : [externalIdentifier(sid)],
    status,
    attributes: present({ ...attributesOf(form, "To", "send"), sendId }),
    providerMessageId: sid,
    idempotencyKey: `${sid}:${reported}`,
  };
}
