/** Proves that a call came from SendGrid: ECDSA over time and body; for mails alternatively a password in the URL. */
import { createPublicKey, createVerify, type KeyObject } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { isBasic } from "../basic-auth.ts";
import { mediaType } from "../body.ts";
import { expired, invalid, missing, verifyEach } from "../signature.ts";
import { isTimely } from "../signed-time.ts";

const passwordPrefix = "basic:";

/**
 * A signature decides wherever there is one. Inbound Parse signs only under a security policy; without one, its URL
 * carries a user and a password, which reach us as Basic authentication (secret `basic:<user>:<password>`).
 */
export function verify(request: WebhookRequest, endpoint: Endpoint, now: Date): Verification {
  const signature = request.headers["x-twilio-email-event-webhook-signature"];
  const timestamp = request.headers["x-twilio-email-event-webhook-timestamp"];
  if (!signature || !timestamp) return isMail(request) ? verifyPassword(request, endpoint) : missing;
  if (!/^\d{1,12}$/.test(timestamp)) return invalid;
  const verification = verifyEach(endpoint.secrets, (secret) =>
    isSigned(request, { secret, signature, timestamp }),
  );
  const isNow = isTimely(Number(timestamp) * 1000, now);
  return verification.kind === "verified" && !isNow ? expired : verification;
}

/** @returns whether it is a call of Inbound Parse, by its media type */
export function isMail(request: WebhookRequest): boolean {
  return mediaType(request) === "multipart/form-data";
}

function verifyPassword({ headers: { authorization } }: WebhookRequest, { secrets }: Endpoint): Verification {
  if (!authorization) return missing;
  return verifyEach(secrets, (secret) => {
    const credentials = secret.startsWith(passwordPrefix) ? secret.slice(passwordPrefix.length) : "";
    return /^[^:]+:./.test(credentials) && isBasic(authorization, credentials);
  });
}

interface Signed {
  readonly secret: string;
  readonly signature: string;
  readonly timestamp: string;
}

function isSigned({ body }: WebhookRequest, { secret, signature, timestamp }: Signed): boolean {
  const bytes = bytesOf(signature);
  const key = bytes && publicKey(secret);
  if (bytes === undefined || key === undefined) return false;
  return createVerify("sha256").update(timestamp).update(body).verify(key, bytes);
}

/** How every P-256 key in SPKI with both coordinates begins, in base64: the form in which SendGrid shows it. */
const p256 = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE";

function publicKey(secret: string): KeyObject | undefined {
  const der = secret.startsWith(p256) ? bytesOf(secret) : undefined;
  if (der === undefined) return undefined;
  try {
    return createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/** One content has one spelling. */
function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : undefined;
}
