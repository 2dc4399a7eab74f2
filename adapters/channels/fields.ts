/** Reads single fields of a provider's JSON: what has another type counts as absent. */
import { isObject, type Json, type JsonObject } from "./json.ts";

/** Text that is not blank. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** An id, which one version of an API writes as text and another as a number. A rounded one is another's. */
export function idOf(value: Json | undefined): string | undefined {
  return Number.isSafeInteger(value) ? String(value) : textOf(value);
}

export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The first of several names of one thing. */
export function firstOf<Value>(...values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value !== undefined);
}
