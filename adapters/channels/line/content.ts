/** What a message of LINE says, by its type. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { type JsonObject, present } from "../json.ts";
import type { MessageContent } from "./schema.ts";

interface Content extends Pick<ParsedEvent, "text" | "attachments"> {
  readonly attributes: JsonObject;
}

const media = new Set(["image", "video", "audio", "file"]);

/** @param raw the message as it came: one of a type we do not know is kept whole */
export function contentOf(message: MessageContent, raw: JsonObject): Content {
  const { type, text, latitude, longitude, title, address, stickerId, keywords } = message;
  if (type === "text") return { text, attributes: {} };
  if (type === "sticker") {
    // Only some stickers hold text; all say what they show.
    return { text, attributes: { sticker: present({ stickerId, keywords }) } };
  }
  if (type === "location" && latitude !== undefined && longitude !== undefined) {
    return { attributes: { location: present({ latitude, longitude, name: title, address }) } };
  }
  if (media.has(type)) return { attachments: [attachmentOf(message)], attributes: { type } };
  return { attributes: { raw } };
}

/** LINE keeps a file under its message's id, for a while; one that a page of ours sent stays at its own URL. */
function attachmentOf({ id, fileName: name, contentProvider }: MessageContent) {
  const url = contentProvider?.type === "external" ? contentProvider.originalContentUrl : undefined;
  return url === undefined ? { mediaId: id, name } : { url, name };
}
