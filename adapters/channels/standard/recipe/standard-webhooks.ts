/** Standard Webhooks 1.0: HMAC-SHA256 (`v1`) or ed25519 (`v1a`) over id, time and bytes. */
import { createHmac, createPublicKey, verify as verifySignature } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { expired, invalid, missing, sameText, verifyEach } from "../../signature.ts";

const toleranceSeconds = 300;
/** The specification's least key, 24 bytes: a shorter one is refused rather than trusted. */
const minKeyBytes = 24;
/** More than any rotation needs; each may cost a public-key operation. */
const maxSignatures = 16;

/** A correct signature that is too old or too new, by more than five minutes, is `expired`. */
export function verifyStandardWebhook(request: WebhookRequest, endpoint: Endpoint, now: Date): Verification {
  const id = request.headers["webhook-id"];
  const timestamp = request.headers["webhook-timestamp"];
  const given = request.headers["webhook-signature"];
  if (!id || !timestamp || !given) return missing;
  // A dot in the id would let the signed text be cut in another place.
  if (id.includes(".") || !/^\d{1,12}$/.test(timestamp)) return invalid;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), request.body]);
  const signatures = given.split(" ", maxSignatures);
  const verification = verifyEach(endpoint.secrets, (secret) => accepts(secret, signed, signatures));
  const isTimely = Math.abs(now.getTime() / 1000 - Number(timestamp)) <= toleranceSeconds;
  return verification.kind === "verified" && !isTimely ? expired : verification;
}

function accepts(secret: string, signed: Buffer, signatures: readonly string[]): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  if (secret.startsWith("whsec_") && key.length >= minKeyBytes) {
    const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
    return signatures.some((signature) => sameText(signature, expected));
  }
  if (!secret.startsWith("whpk_")) return false;
  return signatures.some(
    (signature) => signature.startsWith("v1a,") && isEd25519(secret, signed, signature.slice(4)),
  );
}

function isEd25519(secret: string, signed: Buffer, signature: string): boolean {
  const x = Buffer.from(secret.slice("whpk_".length), "base64");
  const bytes = Buffer.from(signature, "base64");
  // One signature has one spelling.
  if (x.length !== 32 || bytes.toString("base64") !== signature) return false;
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: x.toString("base64url") },
    format: "jwk",
  });
  return verifySignature(null, signed, key, bytes);
}
