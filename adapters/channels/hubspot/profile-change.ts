/** A changed property of a contact under the name that profiles have. */
import { textOf } from "../fields.ts";
import { instantOfEpoch } from "../instant.ts";
import type { Json, JsonObject } from "../json.ts";
import { dateOf } from "../profile-fields.ts";

interface Property {
  readonly name: string;
  /** The property is an identifier as well. */
  readonly is?: "email" | "phone";
}

const properties: ReadonlyMap<string, Property> = new Map<string, Property>([
  ["email", { name: "email", is: "email" }],
  ["phone", { name: "phone", is: "phone" }],
  ["mobilephone", { name: "mobilePhone", is: "phone" }],
  ["firstname", { name: "firstName" }],
  ["lastname", { name: "lastName" }],
  ["company", { name: "company" }],
  ["jobtitle", { name: "jobTitle" }],
  ["city", { name: "city" }],
  ["country", { name: "country" }],
  ["date_of_birth", { name: "birthday" }],
  ["hs_language", { name: "language" }],
  ["hs_timezone", { name: "timeZone" }],
  ["lifecyclestage", { name: "stage" }],
  ["preferred_channel", { name: "preferredChannel" }],
]);

/** @returns `undefined` for a property we have no name for, and for one that was emptied */
export function profileChange(
  said: JsonObject,
): { profile: JsonObject; is?: "email" | "phone" | undefined } | undefined {
  const property = properties.get(textOf(said.propertyName) ?? "");
  const value = property && wordOf(property.name, said.propertyValue);
  return property && value !== undefined
    ? { profile: { [property.name]: value }, is: property.is }
    : undefined;
}

/** HubSpot writes dates as milliseconds or as they were typed. */
function wordOf(name: string, value: Json | undefined): string | undefined {
  return name === "birthday" ? dateOf(instantOfEpoch(value) ?? value) : textOf(value);
}
