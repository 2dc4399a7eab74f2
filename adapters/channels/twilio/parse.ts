/** Turns a verified call of Twilio into contact events: by media type, then by what its parameters tell. */
import type {
  Endpoint,
  Parsed,
  ParsedEvent,
  WebhookRequest,
} from "../../../domain/ingest/channel-adapter.ts";
import { decodeUtf8, mediaType, unreadable } from "../body.ts";
import { readJson } from "../json.ts";
import { callProgress } from "./call.ts";
import { conversationEvent } from "./conversation.ts";
import { type Form, isWellFormed, queryOf, readForm } from "./form.ts";
import { messageReceived } from "./message.ts";
import { keptElement, keptForm } from "./other.ts";
import { messageStatus } from "./status.ts";

export function parse(request: WebhookRequest, endpoint: Endpoint): Parsed {
  const sendId = sendIdIn(request.rawQuery);
  if (request.method === "GET") return parseForm(queryOf(request.url), endpoint, sendId);
  switch (mediaType(request)) {
    case "application/x-www-form-urlencoded":
      return parseForm(decodeUtf8(request.body), endpoint, sendId);
    case "application/json":
      return parseJson(request.body);
    default:
      return unreadable("", "expected application/x-www-form-urlencoded or application/json");
  }
}

/** The status of a message of ours is reported to a URL with our id of it. */
function sendIdIn(rawQuery: string): string | undefined {
  const sendId = new URLSearchParams(rawQuery).get("send") ?? "";
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(sendId) ? sendId : undefined;
}

function parseForm(encoded: string | undefined, endpoint: Endpoint, sendId: string | undefined): Parsed {
  if (encoded === undefined || !isWellFormed(encoded)) return unreadable("", "expected a form in UTF-8");
  const form = readForm(encoded);
  if (form.size === 0) return unreadable("", "expected form parameters");
  return { kind: "events", events: [isStorable(form) ? read(form, endpoint, sendId) : keptForm(form)] };
}

function read(form: Form, endpoint: Endpoint, sendId: string | undefined): ParsedEvent {
  if (form.has("ConversationSid")) return conversationEvent(form, endpoint) ?? keptForm(form);
  if (form.has("CallSid")) return callProgress(form) ?? keptForm(form);
  return messageStatus(form, sendId) ?? messageReceived(form) ?? keptForm(form);
}

/** Whether every parameter fits the field of the contact event it would go to. */
function isStorable(form: Form): boolean {
  return [...form].every(([name, [value = ""]]) => value.length <= maxLength(name));
}

function maxLength(name: string): number {
  if (name.startsWith("MediaUrl")) return 2048;
  if (name.startsWith("MediaContentType")) return 255;
  // Two of them together are one identifier.
  if (/^(From|To|Author)$/.test(name)) return 255;
  return /Sid$|^ExternalUserId$/.test(name) ? 512 : Infinity;
}

function parseJson(body: Buffer): Parsed {
  const json = readJson(body);
  if (json.kind === "unreadable") return json;
  const elements = Array.isArray(json.value) ? json.value : [json.value];
  return { kind: "events", events: elements.map(keptElement) };
}
