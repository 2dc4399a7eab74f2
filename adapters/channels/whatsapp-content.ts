/** What a WhatsApp message says: its text, files and details, by its `type`. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { Attachment } from "../../schemas/contact-event.ts";
import { type JsonObject, present } from "./json.ts";
import type { Message, PlainContent } from "./whatsapp-schema.ts";

/** The types we interpret. Each names the field that holds its content. */
const knownTypes =
  /^(text|image|video|audio|document|sticker|location|contacts|button|interactive|reaction|order|system|edit|revoke|request_welcome)$/;

/** A known type without its content. */
export function isHollow(type: string, raw: JsonObject): boolean {
  return knownTypes.test(type) && type !== "request_welcome" && raw[type] === undefined;
}

/** The fields of the event that the content decides; a type we do not know is kept as it came. */
export function contentOf(
  message: Message,
  raw: JsonObject,
  attributes: ParsedEvent["attributes"],
): Partial<ParsedEvent> {
  if (!knownTypes.test(message.type)) return { attributes: { ...attributes, raw } };
  const { button, interactive } = message;
  const change = changeOf(message);
  if (change) return { ...change, attributes: { ...attributes, ...change.attributes } };
  const chosen = interactive?.button_reply ?? interactive?.list_reply;
  return {
    text:
      plainText(message) ??
      button?.text ??
      chosen?.title ??
      interactive?.nfm_reply?.body ??
      message.order?.text,
    attachments: attachmentsOf(message),
    attributes: {
      ...attributes,
      ...present({
        buttonPayload: button?.payload ?? chosen?.id,
        interactive: raw.interactive,
        location: raw.location,
        contacts: raw.contacts,
        order: raw.order,
      }),
    },
  };
}

/** What is said about another message, which `messageId` names: a reaction, an edit, that it was taken back. */
function changeOf({ reaction, edit, revoke }: Message): Partial<ParsedEvent> | undefined {
  if (reaction) {
    const { message_id: messageId, emoji } = reaction;
    return { kind: "message.reacted", attributes: present({ messageId, emoji: emoji || undefined }) };
  }
  if (edit) {
    return {
      kind: "message.edited",
      text: plainText(edit.message),
      attachments: attachmentsOf(edit.message),
      attributes: { messageId: edit.original_message_id },
    };
  }
  return revoke && { kind: "message.deleted", attributes: { messageId: revoke.original_message_id } };
}

function plainText(content: PlainContent): string | undefined {
  return content.text?.body ?? mediaOf(content)?.caption;
}

function attachmentsOf(content: PlainContent): Attachment[] | undefined {
  const media = mediaOf(content);
  return media && [{ mediaId: media.id, contentType: media.mime_type, name: media.filename }];
}

function mediaOf({ image, video, audio, document, sticker }: PlainContent) {
  return image ?? video ?? audio ?? document ?? sticker;
}
