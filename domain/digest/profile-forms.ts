/** What a source may report of a profile, and what is kept of it: what is bad or huge is left out. Pure. */
import { calendarDateSchema, type profileAttributes } from "../../schemas/profile.ts";
import { type Json, listOf, numberOf, objectOf } from "./attributes.ts";
import { bytesInJson, tidyText } from "./tidy-text.ts";

type Form = (value: Json) => boolean;

const isText: Form = (value) => typeof value === "string" && value !== "";
const isNumber: Form = (value) => numberOf(value) !== undefined;
const isDate: Form = (value) => calendarDateSchema.safeParse(value).success;
const isList: Form = (value) => listOf(value).length > 0;
const isObject: Form = (value) => Object.keys(objectOf(value)).length > 0;

const knownForms: Readonly<Record<(typeof profileAttributes)[number], Form>> = {
  name: isText,
  company: isText,
  alternativeContacts: isList,
  segment: isText,
  products: isList,
  value: isNumber,
  stage: isText,
  preferredChannel: isText,
  birthday: isDate,
  renewals: isList,
  alarms: isList,
  scores: isObject,
  language: isText,
  timeZone: isText,
};
const forms: ReadonlyMap<string, Form> = new Map(Object.entries(knownForms));

/** Bytes of a value as JSON in UTF-8. */
const usualBytes = 120;
const mostBytes: ReadonlyMap<string, number> = new Map([
  ["products", 1_600],
  ["alternativeContacts", 500],
  ["renewals", 500],
  ["alarms", 500],
  ["scores", 500],
]);

/** A letter first: no name can mean something to JavaScript (`__proto__`). */
const nameForm = /^\p{L}[\p{L}\p{N}_.-]*$/u;
const nameBytes = 40;

/** Whether profiles are made of it; others are only kept. */
export const isKnownAttribute = (name: string): boolean => forms.has(name);

export const isAttributeName = (name: string): boolean =>
  nameForm.test(name) && bytesInJson(name) <= nameBytes;

/** The value with its texts tidied; `undefined` when it is none for that attribute, or too long. */
export function attributeValueOf(name: string, value: Json): Json | undefined {
  const tidy = tidyJson(value);
  const fits = Buffer.byteLength(JSON.stringify(tidy)) <= (mostBytes.get(name) ?? usualBytes);
  const hasForm = forms.get(name) ?? ((given: Json) => given !== null);
  return fits && hasForm(tidy) ? tidy : undefined;
}

function tidyJson(value: Json): Json {
  if (typeof value === "string") return tidyText(value);
  if (Array.isArray(value)) return value.map(tidyJson);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [tidyText(name), tidyJson(item)]));
}
