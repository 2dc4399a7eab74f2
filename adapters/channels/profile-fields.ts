/** What CRMs, shops and CDPs know of a person, under the names that profiles have (docs/channels.md). */
import { textOf } from "./fields.ts";
import { type Json, type JsonObject, present } from "./json.ts";

/** Both names, or the one that is known. */
export function fullName(first: Json | undefined, last: Json | undefined): string | undefined {
  const name = [textOf(first)?.trim(), textOf(last)?.trim()].filter((part) => part !== undefined).join(" ");
  return name === "" ? undefined : name;
}

/** `YYYY-MM-DD`, of a date or of the instant at which it begins. */
export function dateOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? /^\d{4}-\d\d-\d\d(?=$|T)/.exec(value)?.[0] : undefined;
}

/** `undefined` where nothing is known. */
export function profileOf(known: Readonly<Record<string, Json | undefined>>): JsonObject | undefined {
  const profile = present(known);
  return Object.keys(profile).length > 0 ? profile : undefined;
}
