/** Proves that a POST came from LINE: HMAC-SHA256 with the channel secret over the raw bytes, in base64. */
import { createHmac } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { missing, sameText, verifyEach } from "../signature.ts";

/** There is no signed time, so a replay is stopped by the idempotency keys alone. */
export function verify(request: WebhookRequest, endpoint: Endpoint): Verification {
  const signature = request.headers["x-line-signature"];
  if (!signature) return missing;
  return verifyEach(endpoint.secrets, (channelSecret) =>
    sameText(signature, createHmac("sha256", channelSecret).update(request.body).digest("base64")),
  );
}
