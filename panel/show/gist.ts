/** The one line that says what a contact was about. Pure. */
import type { Attachment, ContactEvent } from "../../schemas/contact-event.ts";
import type { TextKey, Translate } from "../text/text.ts";
import { factsOf } from "./facts.ts";
import type { Spoken } from "./value-words.ts";

/** @returns the text, else what else there is to show, else nothing */
export function gistOf(event: ContactEvent, { language, t }: Spoken): string | undefined {
  const text = event.text?.trim();
  if (text !== undefined && text !== "") return text;
  if (event.kind === "message.reacted" && typeof event.attributes?.emoji === "string") {
    return event.attributes.emoji;
  }
  const shown = [
    ...(event.attachments ?? []).map((attachment) => attachmentName(attachment, t)),
    ...factsOf(event, { language, t }).map(({ value }) => value),
  ];
  return shown.length === 0 ? undefined : shown.join(" · ");
}

const typeNames: readonly [prefix: string, name: TextKey][] = [
  ["image/", "attachment.picture"],
  ["audio/", "attachment.sound"],
  ["video/", "attachment.video"],
];

/** A file's own name, else what sort of file it is. */
export function attachmentName({ contentType = "", name }: Attachment, t: Translate): string {
  return name ?? t(typeNames.find(([prefix]) => contentType.startsWith(prefix))?.[1] ?? "attachment.file");
}
