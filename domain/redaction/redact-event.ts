/** Applies redaction to every free-text field of a contact event. */
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import { isTurkishNationalId } from "./national-id.ts";
import { redactText } from "./redact-text.ts";

type Attributes = NonNullable<ParsedEvent["attributes"]>;
type Json = Attributes[string];

/** Ours and the provider's own addresses (`to` of WhatsApp is a bare number of 15 digits): never what a person typed. */
const addresses: ReadonlySet<string> = new Set(["to", "from"]);

/** Numbers that a shop or a CRM has given: one in ten has a good check digit. Cards of 13 digits are not issued any more. */
const systemIds: ReadonlySet<string> = new Set([
  "orderId",
  "lastOrderId",
  "refundId",
  "cartId",
  "checkoutId",
  "productId",
  "variantId",
  "objectId",
]);
const isSystemId = (name: string, value: Json) =>
  systemIds.has(name) && /^\d{1,13}$/.test(String(value)) && !isTurkishNationalId(String(value));

function redactJson(value: Json): Json {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "number") return redactNumber(value);
  if (Array.isArray(value)) return value.map(redactJson);
  if (value !== null && typeof value === "object") return redactObject(value);
  return value;
}

/** A number that is a card number becomes text, masked. */
function redactNumber(value: number): Json {
  const redacted = redactText(String(value));
  return redacted === String(value) ? value : redacted;
}

function redactObject(object: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) =>
      isSystemId(name, value) ? [name, value] : [redactText(name), redactJson(value)],
    ),
  );
}

/** Every text and number in the attributes, but for addresses. */
export function redactAttributes(attributes: Attributes): Attributes {
  const kept = Object.entries(attributes).filter(([name]) => addresses.has(name));
  return { ...redactObject(attributes), ...Object.fromEntries(kept) };
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
