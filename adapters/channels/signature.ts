/** Signature comparison for every channel's `verify.ts`: constant time, every secret tried, none never accepted. */
import { timingSafeEqual } from "node:crypto";
import type { Verification } from "../../domain/ingest/channel-adapter.ts";

export const missing: Verification = { kind: "refused", reason: "missing" };
export const invalid: Verification = { kind: "refused", reason: "invalid" };
export const expired: Verification = { kind: "refused", reason: "expired" };
export const verified: Verification = { kind: "verified" };

/** Compares in time that depends on the lengths alone; the length of a signature is no secret. */
export function sameText(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Accepts when one secret does. Empty secrets are skipped: an HMAC with an empty key is anybody's. */
export function verifyEach(secrets: readonly string[], accepts: (secret: string) => boolean): Verification {
  return secrets.some((secret) => secret !== "" && accepts(secret)) ? verified : invalid;
}
