/** Applies redaction to every free-text field of a contact event. */
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import { redactText } from "./redact-text.ts";

type Attributes = NonNullable<ParsedEvent["attributes"]>;
type Json = Attributes[string];

function redactJson(value: Json): Json {
  if (typeof value === "string") return redactText(value);
  if (Array.isArray(value)) return value.map(redactJson);
  if (value !== null && typeof value === "object") return redactAttributes(value);
  return value;
}

function redactAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, redactJson(value)]));
}

/** The event with its text, attribute values and file names redacted; identifiers are masked elsewhere. */
export function redactEvent(event: ParsedEvent): ParsedEvent {
  return {
    ...event,
    ...(event.text === undefined ? {} : { text: redactText(event.text) }),
    ...(event.attributes === undefined ? {} : { attributes: redactAttributes(event.attributes) }),
    ...(event.attachments === undefined
      ? {}
      : {
          attachments: event.attachments.map((file) =>
            file.name === undefined ? file : { ...file, name: redactText(file.name) },
          ),
        }),
  };
}
