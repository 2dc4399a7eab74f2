/** The body of a call that a mapping reads: strict JSON, or a form as an object of its fields. */
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { decodeUtf8, mediaType, type Unreadable, unreadable } from "../../body.ts";
import { type Json, type JsonObject, readJson } from "../../json.ts";

export type MappedBody = { readonly kind: "json"; readonly value: Json } | Unreadable;

/** Whatever the media type says, unless it says that it is a form. */
export function readMappedBody(request: WebhookRequest): MappedBody {
  if (mediaType(request) === "application/x-www-form-urlencoded") return readForm(request.body);
  const read = readJson(request.body);
  if (read.kind === "unreadable") return read;
  const exact = keepLongIntegers(decodeUtf8(request.body) ?? "");
  return exact === undefined ? read : readJson(Buffer.from(exact));
}

/** Strings first, so that no digits inside one are taken for a number. */
const tokens = /"(?:[^"\\]+|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Ids of 64 bits lose digits as numbers: they become text.
 *
 * @param text JSON
 * @returns `undefined` when it has none
 */
function keepLongIntegers(text: string): string | undefined {
  if (!/\d{16}/.test(text)) return undefined;
  return text.replace(tokens, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}

/** A field that comes more than once is a list. */
function readForm(body: Buffer): MappedBody {
  const text = decodeUtf8(body);
  if (text === undefined) return unreadable("", "expected UTF-8");
  const fields = new Map<string, string[]>();
  for (const pair of text.split("&").filter((one) => one !== "")) {
    const [name, value] = pair.split(/=(.*)/s).map(decoded);
    if (name === undefined || (value === undefined && pair.includes("="))) {
      return unreadable("", "expected a form in UTF-8");
    }
    fields.set(name, [...(fields.get(name) ?? []), value ?? ""]);
  }
  fields.delete("__proto__");
  const value: JsonObject = {};
  for (const [name, values] of fields) value[name] = values.length === 1 ? (values[0] ?? "") : values;
  return { kind: "json", value };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
