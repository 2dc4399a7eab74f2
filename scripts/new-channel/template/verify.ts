/** Proves that a call came from acme-chat: HMAC-SHA256 of the body's bytes, in lowercase hex. */
import { createHmac } from "node:crypto";
import { missing, sameText, verifyEach } from "../../../adapters/channels/signature.ts";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";

export function verify({ headers, body }: WebhookRequest, { secrets }: Endpoint): Verification {
  const signature = headers["x-acme-chat-signature"];
  if (!signature) return missing;
  return verifyEach(secrets, (secret) =>
    sameText(signature, createHmac("sha256", secret).update(body).digest("hex")),
  );
}
