/** Turns a verified call of Twilio into contact events: by media type, then by what its parameters tell. */
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { decodeUtf8, mediaType, unreadable } from "../body.ts";
import { readJson } from "../json.ts";
import { type Form, isWellFormed, queryOf, readForm } from "./form.ts";
import { messageReceived } from "./message.ts";
import { keptElement, keptForm } from "./other.ts";
import { messageStatus } from "./status.ts";

export function parse(request: WebhookRequest): Parsed {
  if (request.method === "GET") return parseForm(queryOf(request.url));
  switch (mediaType(request)) {
    case "application/x-www-form-urlencoded":
      return parseForm(decodeUtf8(request.body));
    case "application/json":
      return parseJson(request.body);
    default:
      return unreadable("", "expected application/x-www-form-urlencoded or application/json");
  }
}

function parseForm(encoded: string | undefined): Parsed {
  if (encoded === undefined || !isWellFormed(encoded)) return unreadable("", "expected a form in UTF-8");
  const form = readForm(encoded);
  if (form.size === 0) return unreadable("", "expected form parameters");
  return { kind: "events", events: [read(form)] };
}

function read(form: Form): ParsedEvent {
  const message = isStorable(form) ? (messageStatus(form) ?? messageReceived(form)) : undefined;
  return message ?? keptForm(form);
}

/** Whether every parameter fits the field of the contact event it would go to. */
function isStorable(form: Form): boolean {
  return [...form].every(([name, [value = ""]]) => value.length <= maxLength(name));
}

function maxLength(name: string): number {
  if (name.startsWith("MediaUrl")) return 2048;
  if (name.startsWith("MediaContentType")) return 255;
  // Both together are one identifier of Messenger.
  if (name === "From" || name === "To") return 255;
  return /^(ExternalUserId|MessageSid|SmsMessageSid|SmsSid)$/.test(name) ? 512 : Infinity;
}

function parseJson(body: Buffer): Parsed {
  const json = readJson(body);
  if (json.kind === "unreadable") return json;
  const elements = Array.isArray(json.value) ? json.value : [json.value];
  return { kind: "events", events: elements.map(keptElement) };
}
