/** Proves that a call came from the endpoint's shop: HMAC-SHA256 with the app's client secret over the body. */
import { createHmac } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { invalid, missing, sameText, verifyEach } from "../signature.ts";

/**
 * The headers are not signed, and one app's secret signs for all shops that have it: a call must name the shop of
 * the endpoint's account. There is no signed time, so a replay is stopped by the idempotency key alone.
 */
export function verify({ headers, body }: WebhookRequest, endpoint: Endpoint): Verification {
  const signature = headers["x-shopify-hmac-sha256"];
  if (!signature) return missing;
  const { shopDomain } = endpoint.account;
  const shop = headers["x-shopify-shop-domain"]?.toLowerCase();
  if (!shopDomain || shop !== shopDomain.toLowerCase() || body.length === 0) return invalid;
  return verifyEach(endpoint.secrets, (secret) => sameText(signature, sign(secret, body)));
}

function sign(secret: string, body: Buffer): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}
