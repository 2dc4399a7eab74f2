/** A customer's WhatsApp account got another number or another business-scoped user id. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { fingerprint } from "./fingerprint.ts";
import { instantOfEpoch } from "./instant.ts";
import { type Json, present } from "./json.ts";
import type { Sender } from "./whatsapp-contact.ts";
import { type WhatsappIds, whatsappPerson } from "./whatsapp-person.ts";
import { type Message, userIdUpdateSchema } from "./whatsapp-schema.ts";

/**
 * The identifiers are the new ones, and take the place of the previous ones. Where the notice names no new one,
 * it is an event of the person as known so far.
 *
 * The notice's text names ids too, but beside a name the customer chose: it is shown, never read.
 *
 * @returns `undefined` for every other system notice
 */
export function identityChange(event: ParsedEvent, message: Message): ParsedEvent | undefined {
  const { system } = message;
  if (!system?.type?.startsWith("user_changed_")) return undefined;
  const identifiers = whatsappPerson({
    userId: system.user_id,
    parentUserId: system.parent_user_id,
    number: system.wa_id,
  });
  const previous = whatsappPerson(previousIds(message, system));
  return {
    ...event,
    kind: "identity.changed",
    ...(identifiers.length > 0 ? { identifiers, previousIdentifiers: previous } : {}),
    text: system.body,
    attributes: {
      ...event.attributes,
      ...present({
        change: system.type,
        previousUserId: system.previous_user_id ?? message.from_user_id,
        previousWaId: message.from,
      }),
    },
  };
}

/** Only what the notice says is replaced: a new user id leaves the number alone, a new number the user id. */
function previousIds(message: Message, system: NonNullable<Message["system"]>): WhatsappIds {
  return {
    userId: system.previous_user_id ?? (system.user_id && message.from_user_id),
    parentUserId: system.previous_parent_user_id,
    ...(system.type === "user_changed_number" ? { number: message.from } : {}),
  };
}

/**
 * The same news in a field of its own, `user_id_update`, as partners of Meta still pass it on. Meta's changelog of
 * 11 August 2026 says that it sends the system notice instead. The number beside it may be the old one or the new:
 * it is not read.
 *
 * @returns `undefined` when it is malformed
 */
export function readUserIdUpdate({ phoneNumberId }: Sender, raw: Json): ParsedEvent | undefined {
  const update = userIdUpdateSchema.safeParse(raw).data;
  if (!update) return undefined;
  const { user_id: userId, parent_user_id: parentUserId, timestamp } = update;
  const identifiers = whatsappPerson({ userId: userId.current, parentUserId: parentUserId?.current });
  if (identifiers.length === 0) return undefined;
  return {
    channel: "whatsapp",
    direction: "inbound",
    kind: "identity.changed",
    identifiers,
    previousIdentifiers: whatsappPerson({ userId: userId.previous, parentUserId: parentUserId?.previous }),
    occurredAt: instantOfEpoch(timestamp),
    text: update.detail,
    attributes: present({
      to: phoneNumberId,
      change: "user_id_update",
      previousUserId: userId.previous,
    }),
    idempotencyKey: fingerprint(JSON.stringify([userId.previous, userId.current, timestamp])),
  };
}
