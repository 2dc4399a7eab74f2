/** Twilio's calls that have no reading: recordings, participants, Event Streams, and whatever comes next. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import { instantOf } from "../instant.ts";
import { isObject, type Json, present } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { readAddress } from "./address.ts";
import { oneOrAll } from "./attributes.ts";
import { type Form, first } from "./form.ts";
import { messageSid } from "./status.ts";

/** Filed under the call, else the conversation, else the message it speaks of. */
export function keptForm(form: Form): ParsedEvent {
  const id = first(form, "CallSid") ?? first(form, "ConversationSid") ?? messageSid(form);
  const time = first(form, "Timestamp") ?? first(form, "DateUpdated") ?? first(form, "DateCreated");
  const parameters = [...form].sort(([a], [b]) => (a < b ? -1 : 1));
  const raw = present(Object.fromEntries(parameters.map(([name, values]) => [name, oneOrAll(values)])));
  return keptWebhook({ channel: channelOf(form), id, occurredAt: instantOf(time) }, raw);
}

function channelOf(form: Form): Channel {
  if (form.has("CallSid")) return "voice";
  if (form.has("ConversationSid")) return "chat";
  return readAddress(first(form, "From") ?? "").channel;
}

/** One element of a JSON body; Event Streams sends CloudEvents, which carry their time. */
export function keptElement(element: Json): ParsedEvent {
  const time = isObject(element) && typeof element.time === "string" ? element.time : undefined;
  return keptWebhook({ channel: "sms", occurredAt: instantOf(time) }, element);
}
