/** A WhatsApp message from a customer, by its `type`; or one that the business sent past us. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { externalIdentifier } from "./fingerprint.ts";
import { instantOfEpoch } from "./instant.ts";
import { isObject, type Json, type JsonObject, present } from "./json.ts";
import { contactOf, type Sender } from "./whatsapp-contact.ts";
import { contentOf, isHollow } from "./whatsapp-content.ts";
import { identityChange } from "./whatsapp-identity.ts";
import { whatsappPerson } from "./whatsapp-person.ts";
import { type Contact, type Message, messageSchema } from "./whatsapp-schema.ts";

/** @returns `undefined` when the message is malformed, or is a notice we have no reading for */
export function readMessage(sender: Sender, raw: Json): ParsedEvent | undefined {
  const message = messageSchema.safeParse(raw).data;
  if (!message || !isObject(raw) || isHollow(message.type, raw)) return undefined;
  const contact = contactOf(sender, message.from_user_id, message.from);
  const identifiers = whatsappPerson({
    userId: message.from_user_id ?? contact?.user_id,
    parentUserId: message.from_parent_user_id ?? contact?.parent_user_id,
    number: message.from ?? contact?.wa_id,
  });
  const event: ParsedEvent = {
    ...common(message, identifiers),
    direction: "inbound",
    kind: "message.received",
    attributes: present({
      type: message.type,
      to: sender.phoneNumberId,
      ...profileOf(contact),
      ...contextOf(raw.context),
      referral: raw.referral,
    }),
  };
  if (message.type === "system") return identityChange(event, message);
  return { ...event, ...contentOf(message, raw, event.attributes) };
}

/**
 * What the business wrote, edited or took back in the WhatsApp Business app, beside the Cloud API.
 *
 * @returns `undefined` when it is malformed
 */
export function readEcho(sender: Sender, raw: Json): ParsedEvent | undefined {
  const message = messageSchema.safeParse(raw).data;
  if (!message || !isObject(raw) || isHollow(message.type, raw) || message.type === "system")
    return undefined;
  const contact = contactOf(sender, message.to_user_id, message.to);
  const identifiers = whatsappPerson({
    userId: message.to_user_id ?? contact?.user_id,
    parentUserId: message.to_parent_user_id ?? contact?.parent_user_id,
    number: message.to ?? contact?.wa_id,
  });
  const event: ParsedEvent = {
    ...common(message, identifiers),
    direction: "outbound",
    kind: "message.sent",
    attributes: present({
      type: message.type,
      from: sender.phoneNumberId,
      ...profileOf(contact),
      ...contextOf(raw.context),
    }),
  };
  return { ...event, ...contentOf(message, raw, event.attributes) };
}

function common({ id, timestamp, group_id: thread }: Message, person: ParsedEvent["identifiers"]) {
  return {
    channel: "whatsapp",
    identifiers: person.length > 0 ? person : [externalIdentifier(id)],
    occurredAt: instantOfEpoch(timestamp),
    thread,
    providerMessageId: id,
    idempotencyKey: id,
  } as const;
}

function profileOf(contact: Contact | undefined): JsonObject {
  return present({ profileName: contact?.profile?.name, username: contact?.profile?.username });
}

function contextOf(context: Json | undefined): Record<string, Json | undefined> {
  if (!isObject(context)) return {};
  return {
    replyTo: context.id,
    forwarded: context.forwarded,
    frequentlyForwarded: context.frequently_forwarded,
    referredProduct: context.referred_product,
  };
}
