/** Reads a JSON body so that whatever it holds can be stored; used by every channel that speaks JSON. */
import type * as z from "zod/mini";
import type { BodyProblem } from "../../domain/ingest/channel-adapter.ts";
import { decodeUtf8, type Unreadable, unreadable } from "./body.ts";

export type Json = z.core.util.JSONType;
export type JsonObject = { [name: string]: Json };

/** DynamoDB nests maps and lists no deeper (developer guide, "Quotas"). */
const maxDepth = 32;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The entries that have a value, as plain data: `__proto__` is dropped. */
export function present(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && name !== "__proto__") kept[name] = value;
  }
  return kept;
}

/** Reads strict UTF-8 JSON. Half a surrogate pair becomes U+FFFD, since no store takes it; `__proto__` is dropped. */
export function readJson(body: Buffer): { readonly kind: "json"; readonly value: Json } | Unreadable {
  const text = decodeUtf8(body);
  if (text === undefined) return unreadable("", "expected UTF-8");
  const value = parseJson(text);
  if (value === undefined) return unreadable("", "expected JSON");
  const problem = unstorable(value, maxDepth);
  return problem ? unreadable(problem.pointer, problem.detail) : { kind: "json", value };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(/\\u[dD]/.test(text) ? text.replace(escapes, mendSurrogate) : text);
  } catch {
    return undefined;
  }
}

/** Every escape, whole surrogate pairs first; matching them all keeps `\\` from lending its second half. */
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/g;
const halfPairLength = "\\ud800".length;

function mendSurrogate(escaped: string): string {
  return escaped.length === halfPairLength ? "\\ufffd" : escaped;
}

function unstorable(value: Json, depth: number): BodyProblem | undefined {
  if (value === Infinity || value === -Infinity) return { pointer: "", detail: "expected a smaller number" };
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === 0) return { pointer: "", detail: `expected at most ${maxDepth} levels` };
  for (const [name, item] of Object.entries(value)) {
    // Copied with `=` somewhere down the line, it would become a prototype.
    if (name === "__proto__") Reflect.deleteProperty(value, name);
    const problem = unstorable(item, depth - 1);
    if (problem) return { ...problem, pointer: `/${pointerStep(name)}${problem.pointer}` };
  }
  return undefined;
}

/** A field name as a step of a JSON pointer (RFC 6901); a name that may be personal data becomes `*`. */
export function pointerStep(name: PropertyKey): string {
  return /^[a-zA-Z_$][\w$-]{0,63}$|^\d{1,6}$/.test(String(name)) ? String(name) : "*";
}
