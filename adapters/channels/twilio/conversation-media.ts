/** Files of a conversation's message, which Twilio lists as JSON in one parameter. */
import type { Attachment } from "../../../schemas/contact-event.ts";
import { isObject, type Json, readJson } from "../json.ts";
import { type Form, first } from "./form.ts";

const mostFiles = 100;
const longestType = 255;
const longestName = 512;

/** Its id is `<service>/<file>`, by which Twilio's media service finds it. */
export function conversationMedia(form: Form): Attachment[] | undefined {
  const service = first(form, "ChatServiceSid");
  const json = readJson(Buffer.from(first(form, "Media") ?? "[]"));
  if (service === undefined || json.kind === "unreadable" || !Array.isArray(json.value)) return undefined;
  const files = json.value.slice(0, mostFiles).flatMap((file) => attachment(service, file));
  return files.length > 0 ? files : undefined;
}

function attachment(service: string, file: Json): Attachment[] {
  if (!isObject(file) || typeof file.Sid !== "string" || !/^\w{1,64}$/.test(file.Sid)) return [];
  const { Sid, ContentType, Filename } = file;
  return [
    {
      mediaId: `${service}/${Sid}`,
      contentType: shortened(ContentType, longestType),
      name: shortened(Filename, longestName),
    },
  ];
}

function shortened(value: Json | undefined, longest: number): string | undefined {
  return typeof value === "string" ? value.slice(0, longest) : undefined;
}
