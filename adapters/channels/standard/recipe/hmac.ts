/** An HMAC by recipe: over what a template names, in the encoding and the header that the provider uses. */
import { createHmac } from "node:crypto";
import type { Verification, WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { type HmacRecipe, templateParts } from "../../../../schemas/channel-recipe.ts";
import { expired, invalid, missing, sameText, verifyEach } from "../../signature.ts";
import { isTimely } from "./signed-time.ts";

/** More than any rotation needs. */
const maxParts = 16;
const idPattern = /^[!-~]{1,256}$/;

export function verifyHmac(
  recipe: HmacRecipe,
  request: WebhookRequest,
  secrets: readonly string[],
  now: Date,
): Verification {
  const header = request.headers[recipe.header];
  const parts = partsOf(header ?? "", recipe.separator);
  const signatures = startingWith(recipe.prefix, parts);
  const [timestamp] = timesOf(recipe, request, parts);
  const id = recipe.idHeader === undefined ? undefined : request.headers[recipe.idHeader];
  if (signatures.length === 0 || (recipe.timestamp && !timestamp) || (recipe.idHeader && !id)) return missing;
  const signed = signedBytes(recipe, request, { timestamp, id });
  if (signed === undefined) return invalid;
  const verification = verifyEach(secrets, (secret) => {
    const key = Buffer.from(secret, recipe.key === "base64" ? "base64" : "utf8");
    if (key.length === 0) return false;
    const expected = createHmac(recipe.algorithm, key).update(signed).digest(recipe.encoding);
    return signatures.some((signature) => sameText(signature, expected));
  });
  if (verification.kind === "refused" || recipe.timestamp === undefined) return verification;
  const timely = isTimely(timestamp ?? "", recipe.timestamp, now);
  if (timely === "unreadable") return invalid;
  return timely === "timely" ? verification : expired;
}

function partsOf(header: string, separator: string | undefined): string[] {
  if (separator === undefined) return [header];
  return header.split(separator, maxParts).map((part) => part.trim());
}

/** What follows the prefix, of the parts that have it. */
function startingWith(prefix = "", parts: readonly string[]): string[] {
  return parts.flatMap((part) => (part.startsWith(prefix) ? part.slice(prefix.length) || [] : []));
}

function timesOf({ timestamp }: HmacRecipe, { headers }: WebhookRequest, parts: readonly string[]) {
  if (timestamp?.header !== undefined) return [headers[timestamp.header]];
  return timestamp?.prefix === undefined ? [] : startingWith(timestamp.prefix, parts);
}

interface FromHeaders {
  readonly timestamp: string | undefined;
  readonly id: string | undefined;
}

/** `undefined` when the id could be cut in another place of what is signed. */
function signedBytes(
  { template }: HmacRecipe,
  request: WebhookRequest,
  { timestamp = "", id = "" }: FromHeaders,
): Buffer | undefined {
  const parts = templateParts(template);
  const at = parts.findIndex((part) => "of" in part && part.of === "id");
  const around = at < 0 ? [] : [parts[at - 1], parts[at + 1]];
  const isCut = around.some((part) => part !== undefined && "text" in part && id.includes(part.text));
  if (at >= 0 && (isCut || !idPattern.test(id))) return undefined;
  const values = { body: request.body, timestamp, id, url: request.url, method: request.method };
  return Buffer.concat(
    parts.map((part) => {
      const value = "text" in part ? part.text : values[part.of];
      return typeof value === "string" ? Buffer.from(value) : value;
    }),
  );
}
