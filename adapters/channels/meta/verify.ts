/** Proves that a POST came from Meta: HMAC-SHA256 with the app secret over the raw bytes. */
import { createHmac } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { missing, sameText, verifyEach } from "../signature.ts";

/** There is no signed time, so a replay is stopped by the idempotency keys alone. */
export function verify(request: WebhookRequest, endpoint: Endpoint): Verification {
  const signature = request.headers["x-hub-signature-256"];
  if (!signature) return missing;
  return verifyEach(endpoint.secrets, (appSecret) =>
    sameText(signature, `sha256=${createHmac("sha256", appSecret).update(request.body).digest("hex")}`),
  );
}
