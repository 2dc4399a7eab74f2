/** Reads single attributes of a contact event. They come from outside: what is missing or odd is `undefined`. Pure. */
import { type ContactEvent, instantSchema } from "../../schemas/contact-event.ts";
import { bytesInJson, shorten, tidyText } from "./tidy-text.ts";

export type Attributes = NonNullable<ContactEvent["attributes"]>;
export type Json = Attributes[string];

/** Bytes of a label: a line or two of a brief. */
const labelBytes = 120;
/** Bytes of an id. A longer one is left out: shortened, it could be another thing's. */
export const idBytes = 64;

/** The first that says something, in one line, shortened to {@link labelBytes}. */
export function firstLabel(...values: readonly (Json | undefined)[]): string | undefined {
  for (const value of values) {
    const text = typeof value === "string" ? tidyText(value) : "";
    if (text !== "") return shorten(text, labelBytes);
  }
  return undefined;
}

/** The first that can be an id: text, or a number. */
export function firstId(...values: readonly (Json | undefined)[]): string | undefined {
  for (const value of values) {
    const id = typeof value === "number" ? String(value) : typeof value === "string" ? tidyText(value) : "";
    if (id !== "" && bytesInJson(id) <= idBytes) return id;
  }
  return undefined;
}

/** Beyond this a number is no amount of anything, and DynamoDB might not take it. */
const mostNumber = 1e15;

export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" && Math.abs(value) <= mostNumber ? value : undefined;
}

/** ISO 4217, in capitals. */
export function currencyOf(value: Json | undefined): string | undefined {
  const code = typeof value === "string" ? value.trim().toUpperCase() : "";
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

/** UTC with milliseconds. A date alone means until its end. */
export function instantOf(value: Json | undefined): string | undefined {
  const isDate = typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
  return instantSchema.safeParse(isDate ? `${value}T23:59:59.999Z` : value).data;
}

export function objectOf(value: Json | undefined): Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** `listOf(value)` is the list, or empty. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
