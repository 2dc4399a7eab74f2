/** What a message of Telegram says: its text, files, place, contact. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Attachment, Identifier } from "../../../schemas/contact-event.ts";
import { type JsonObject, present } from "../json.ts";
import type { File, Message } from "./schema.ts";

/** A customer's content that has no form of ours: the message is kept whole beside it. */
const otherContent = [
  "poll",
  "dice",
  "story",
  "game",
  "checklist",
  "paid_media",
  "live_photo",
  "rich_message",
  "web_app_data",
  "users_shared",
  "invoice",
  "successful_payment",
];

interface Content extends Pick<ParsedEvent, "text" | "attachments"> {
  readonly identifiers?: readonly Identifier[];
  readonly attributes: JsonObject;
}

/** @returns `undefined` when nobody says anything in it */
export function contentOf(message: Message, raw: JsonObject): Content | undefined {
  const { text = message.caption, contact } = message;
  const attachments = filesOf(message).map(attachmentOf);
  const place = placeOf(message);
  const isOther = otherContent.some((name) => raw[name] !== undefined);
  if (text === undefined && attachments.length === 0 && !place && !contact && !isOther) return undefined;
  return {
    text: text ?? message.sticker?.emoji,
    ...(attachments.length > 0 ? { attachments } : {}),
    identifiers: ownNumber(message, raw),
    attributes: present({
      location: place,
      contacts: raw.contact && [raw.contact],
      raw: isOther ? raw : undefined,
    }),
  };
}

function filesOf(message: Message): readonly File[] {
  // An animation comes as a document too, for old bots.
  const document = message.animation ?? message.document;
  const { video, video_note: note, audio, voice, sticker } = message;
  return [largest(message.photo ?? []), document, video, note, audio, voice, sticker].flatMap(
    (file) => file ?? [],
  );
}

/** One photo comes in several sizes. */
function largest(sizes: readonly File[]): File | undefined {
  const area = ({ width = 0, height = 0 }: File) => width * height;
  return sizes.reduce<File | undefined>(
    (best, size) => (best === undefined || area(size) >= area(best) ? size : best),
    undefined,
  );
}

function attachmentOf({ file_id: mediaId, mime_type: contentType, file_name: name }: File): Attachment {
  return { mediaId, contentType, name };
}

function placeOf({ venue, location }: Message): JsonObject | undefined {
  if (venue) return present({ ...venue.location, name: venue.title, address: venue.address });
  return location && { ...location };
}

/**
 * A number is somebody's only when they share their own contact themselves: the card of another person, and a
 * forwarded one, prove nothing.
 */
function ownNumber({ contact, from }: Message, raw: JsonObject): Identifier[] {
  const digits = /^\+?(\d{5,15})$/.exec(contact?.phone_number ?? "")?.[1];
  const isOwn = contact?.user_id !== undefined && contact.user_id === from?.id && !raw.forward_origin;
  return isOwn && digits ? [{ kind: "phone", value: `+${digits}`, level: "verified" }] : [];
}
