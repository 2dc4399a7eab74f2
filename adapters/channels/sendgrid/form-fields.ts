/** Fields of Inbound Parse's form. */
import { objectOf } from "../fields.ts";
import { type JsonObject, readJson } from "../json.ts";
import type { FormPart } from "./multipart.ts";

export function fieldIn(parts: readonly FormPart[], name: string): string | undefined {
  return parts.find((part) => part.name === name)?.bytes.toString("utf8");
}

/** An object, or an empty one. */
export function jsonIn(parts: readonly FormPart[], name: string): JsonObject {
  const json = readJson(Buffer.from(fieldIn(parts, name) ?? "{}"));
  return json.kind === "json" ? objectOf(json.value) : {};
}
