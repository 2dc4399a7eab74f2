/** Where a WhatsApp message we sent stands. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { externalIdentifier } from "./fingerprint.ts";
import { instantOfEpoch } from "./instant.ts";
import { isObject, type Json, present } from "./json.ts";
import type { Sender } from "./whatsapp-contact.ts";
import { whatsappPerson } from "./whatsapp-person.ts";
import { statusSchema } from "./whatsapp-schema.ts";

/** @returns `undefined` when the status is malformed, or is one we do not know */
export function readStatus(sender: Sender, raw: Json): ParsedEvent | undefined {
  const status = statusSchema.safeParse(raw).data;
  if (!status || !isObject(raw)) return undefined;
  const { biz_opaque_callback_data: callbackData } = status;
  const isGroup = status.recipient_type === "group";
  const person = whatsappPerson(
    isGroup
      ? {
          userId: status.recipient_participant_user_id,
          parentUserId: status.recipient_participant_parent_user_id,
          number: status.recipient_participant_id,
        }
      : {
          userId: status.recipient_user_id,
          parentUserId: status.recipient_parent_user_id,
          number: status.recipient_id,
        },
  );
  const [first = externalIdentifier(status.id), ...others] = person;
  return {
    channel: "whatsapp",
    direction: "outbound",
    kind: "message.status",
    identifiers: [first, ...others],
    occurredAt: instantOfEpoch(status.timestamp),
    status: climbed(status.status),
    thread: isGroup ? status.recipient_id : undefined,
    attributes: present({
      from: sender.phoneNumberId,
      messageStatus: status.status,
      errors: raw.errors,
      pricing: raw.pricing,
      sendId: callbackData === "" ? undefined : callbackData,
      ...(isMarketingStopped(raw.errors) ? { optOut: "stop", purpose: "marketing" } : {}),
    }),
    providerMessageId: status.id,
    // Each member of a group reports one message for themselves.
    idempotencyKey: [status.id, status.status, ...(isGroup ? [first.value] : [])].join(":"),
  };
}

/** A played voice message has been read. */
function climbed(status: MessageStatus | "played"): MessageStatus {
  return status === "played" ? "read" : status;
}

/** The customer stopped marketing messages from this business (error 131050). */
function isMarketingStopped(errors: Json | undefined): boolean {
  return Array.isArray(errors) && errors.some((error) => isObject(error) && error.code === 131050);
}
