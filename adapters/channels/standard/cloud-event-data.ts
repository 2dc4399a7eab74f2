/** The data of a CloudEvent: a JSON object, in place or in base64. */
import { type Unreadable, unreadable } from "../body.ts";
import { isObject, type Json, type JsonObject, readJson } from "../json.ts";

const jsonMediaType = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** The data and where it stands in the body. */
export interface Content {
  readonly data: JsonObject;
  readonly pointer: string;
}

/** @param pointer where the event stands in the body */
export function dataOf(event: JsonObject, pointer: string): Content | Unreadable {
  const type = event.datacontenttype ?? "application/json";
  if (typeof type !== "string" || !jsonMediaType.test(type)) {
    return unreadable(`${pointer}/datacontenttype`, "expected a JSON media type");
  }
  const encoded = event.data_base64 ?? undefined;
  if (encoded === undefined) return objectAt(event.data, `${pointer}/data`);
  if (event.data !== undefined)
    return unreadable(`${pointer}/data_base64`, "expected data or data_base64, not both");
  return decoded(encoded, `${pointer}/data_base64`);
}

function decoded(encoded: Json, pointer: string): Content | Unreadable {
  const bytes = Buffer.from(typeof encoded === "string" ? encoded : "", "base64");
  if (bytes.toString("base64") !== encoded) return unreadable(pointer, "expected base64");
  const json = readJson(bytes);
  return json.kind === "unreadable"
    ? unreadable(pointer, json.problem.detail)
    : objectAt(json.value, pointer);
}

function objectAt(data: Json | undefined, pointer: string): Content | Unreadable {
  return isObject(data) ? { data, pointer } : unreadable(pointer, "expected object");
}
