/** A customer stopped or resumed marketing messages in WhatsApp's own settings. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { fingerprint } from "./fingerprint.ts";
import { instantOfEpoch } from "./instant.ts";
import { type Json, present } from "./json.ts";
import { contactOf, type Sender } from "./whatsapp-contact.ts";
import { whatsappPerson } from "./whatsapp-person.ts";
import { preferenceSchema } from "./whatsapp-schema.ts";

/** @returns `undefined` when it is malformed, of another category, or names nobody */
export function readPreference(sender: Sender, raw: Json): ParsedEvent | undefined {
  const preference = preferenceSchema.safeParse(raw).data;
  if (!preference) return undefined;
  const { wa_id: number, user_id: userId, timestamp, value } = preference;
  const contact = contactOf(sender, userId, number);
  const identifiers = whatsappPerson({
    userId: userId ?? contact?.user_id,
    parentUserId: preference.parent_user_id ?? contact?.parent_user_id,
    number: number ?? contact?.wa_id,
  });
  if (identifiers.length === 0) return undefined;
  return {
    channel: "whatsapp",
    direction: "inbound",
    kind: "preference.changed",
    identifiers,
    occurredAt: instantOfEpoch(timestamp),
    attributes: present({
      to: sender.phoneNumberId,
      profileName: contact?.profile?.name,
      optOut: value === "stop" ? "stop" : "start",
      purpose: "marketing",
      detail: preference.detail,
    }),
    // Meta gives it no id; one person cannot change one setting twice the same way within a second.
    idempotencyKey: fingerprint(JSON.stringify([sender.phoneNumberId, identifiers, timestamp, value])),
  };
}
