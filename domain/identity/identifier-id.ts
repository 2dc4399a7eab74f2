/** The keyed hash that stands for an identifier in keys, logs, events and the lake. */
import { createHmac } from "node:crypto";
import type { Identifier } from "../../schemas/contact-event.ts";

/** 24 base64url characters hold 144 bits: no two of our keys meet by chance. */
const hashLength = 24;

/** HMAC-SHA-256 over the parts, unambiguously joined, cut to {@link hashLength} base64url characters. */
export function keyedHash(pepper: string, parts: readonly string[]): string {
  return createHmac("sha256", pepper).update(JSON.stringify(parts)).digest("base64url").slice(0, hashLength);
}

/**
 * The partition of an identifier.
 *
 * A claimed identifier has a partition of its own: what somebody merely typed can never open the
 * history of the person who verified it (docs/decisions/0004).
 *
 * @param identifier normalised
 */
export function identifierId(pepper: string, identifier: Identifier): string {
  return keyedHash(pepper, ["identifier", identifier.kind, identifier.value, identifier.level]);
}
