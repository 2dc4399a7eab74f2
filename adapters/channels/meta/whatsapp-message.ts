/** A WhatsApp message from a customer, by its `type`. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Attachment } from "../../../schemas/contact-event.ts";
import { externalIdentifier } from "../fingerprint.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json, type JsonObject, present } from "../json.ts";
import { whatsappPerson } from "../whatsapp-person.ts";
import { contactOf, type Sender } from "./whatsapp-contact.ts";
import { identityChange } from "./whatsapp-identity.ts";
import { type Message, messageSchema } from "./whatsapp-schema.ts";

/** The types we interpret. Each names the field that holds its content. */
const knownTypes =
  /^(text|image|video|audio|document|sticker|location|contacts|button|interactive|reaction|order|system|request_welcome)$/;

/** @returns `undefined` when the message is malformed, or is a notice we have no reading for */
export function readMessage(sender: Sender, raw: Json): ParsedEvent | undefined {
  const message = messageSchema.safeParse(raw).data;
  if (!message || !isObject(raw) || isHollow(message.type, raw)) return undefined;
  const contact = contactOf(sender.contacts, message.from_user_id, message.from);
  const identifiers = whatsappPerson({
    userId: message.from_user_id ?? contact?.user_id,
    parentUserId: message.from_parent_user_id ?? contact?.parent_user_id,
    number: message.from ?? contact?.wa_id,
  });
  const event: ParsedEvent = {
    channel: "whatsapp",
    direction: "inbound",
    kind: "message.received",
    identifiers: identifiers.length > 0 ? identifiers : [externalIdentifier(message.id)],
    occurredAt: instantOfEpoch(message.timestamp),
    thread: message.group_id,
    attributes: present({
      type: message.type,
      to: sender.phoneNumberId,
      profileName: contact?.profile?.name,
      username: contact?.profile?.username,
      ...contextOf(raw.context),
      referral: raw.referral,
    }),
    providerMessageId: message.id,
    idempotencyKey: message.id,
  };
  if (message.type === "system") return identityChange(event, message);
  return { ...event, ...contentOf(message, raw, event.attributes) };
}

/** A known type without its content. */
function isHollow(type: string, raw: JsonObject): boolean {
  return knownTypes.test(type) && type !== "request_welcome" && raw[type] === undefined;
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

function contentOf(
  message: Message,
  raw: JsonObject,
  attributes: ParsedEvent["attributes"],
): Partial<ParsedEvent> {
  if (!knownTypes.test(message.type)) return { attributes: { ...attributes, raw } };
  const { reaction, button, interactive } = message;
  if (reaction) {
    const { message_id: messageId, emoji } = reaction;
    return {
      kind: "message.reacted",
      attributes: { ...attributes, ...present({ messageId, emoji: emoji || undefined }) },
    };
  }
  const media = message.image ?? message.video ?? message.audio ?? message.document ?? message.sticker;
  const chosen = interactive?.button_reply ?? interactive?.list_reply;
  return {
    text:
      message.text?.body ??
      media?.caption ??
      button?.text ??
      chosen?.title ??
      interactive?.nfm_reply?.body ??
      message.order?.text,
    attachments: media && [attachmentOf(media)],
    attributes: {
      ...attributes,
      ...present({
        buttonPayload: button?.payload,
        interactive: raw.interactive,
        location: raw.location,
        contacts: raw.contacts,
        order: raw.order,
      }),
    },
  };
}

function attachmentOf(media: NonNullable<Message["image"]>): Attachment {
  return { mediaId: media.id, contentType: media.mime_type, name: media.filename };
}
