/** Proves that a call came from Stripe: `Stripe-Signature`, HMAC-SHA256 over time and body. */
import { createHmac } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { expired, invalid, missing, sameText, verifyEach } from "../signature.ts";
import { isTimely } from "../signed-time.ts";

/** While a secret is rotated, Stripe signs with both. More than these are somebody's attempt to guess. */
const maxSignatures = 16;

/** `v0` signs test events with nothing secret, and is not looked at. */
export function verify(request: WebhookRequest, endpoint: Endpoint, now: Date): Verification {
  const header = request.headers["stripe-signature"];
  if (!header) return missing;
  const fields = header.split(",");
  const [time, ...otherTimes] = valuesOf(fields, "t");
  const signatures = valuesOf(fields, "v1").slice(0, maxSignatures);
  if (time === undefined || otherTimes.length > 0 || !/^\d{1,12}$/.test(time)) return invalid;
  const verification = verifyEach(endpoint.secrets, (secret) => {
    const expected = createHmac("sha256", secret).update(`${time}.`).update(request.body).digest("hex");
    return signatures.some((signature) => sameText(signature, expected));
  });
  return verification.kind === "verified" && !isTimely(Number(time) * 1000, now) ? expired : verification;
}

function valuesOf(fields: readonly string[], name: string): string[] {
  return fields.flatMap((field) => (field.startsWith(`${name}=`) ? [field.slice(name.length + 1)] : []));
}
