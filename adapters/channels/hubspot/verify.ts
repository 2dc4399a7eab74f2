/** Proves that a call came from HubSpot: its signature v3, over method, URL, body and time. */
import { createHmac } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { expired, invalid, missing, sameText, verifyEach } from "../signature.ts";
import { isTimely } from "../signed-time.ts";

/**
 * The older signatures are not looked at: no time is signed with them, and v1 leaves out the URL as well. HubSpot
 * sends them beside v3.
 */
export function verify(request: WebhookRequest, endpoint: Endpoint, now: Date): Verification {
  const signature = request.headers["x-hubspot-signature-v3"];
  const timestamp = request.headers["x-hubspot-request-timestamp"];
  if (!signature || !timestamp) return missing;
  if (!/^\d{1,15}$/.test(timestamp)) return invalid;
  const verification = verifyEach(endpoint.secrets, (secret) =>
    signedUrls(request.url).some((url) => sameText(signature, sign(secret, { request, url, timestamp }))),
  );
  return verification.kind === "verified" && !isTimely(Number(timestamp), now) ? expired : verification;
}

interface Signed {
  readonly request: WebhookRequest;
  readonly url: string;
  readonly timestamp: string;
}

function sign(secret: string, { request: { method, body }, url, timestamp }: Signed): string {
  return createHmac("sha256", secret)
    .update(`${method}${url}`)
    .update(body)
    .update(timestamp)
    .digest("base64");
}

/** What HubSpot decodes before it signs (developer documentation, "Validating requests"). */
const decoded = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/** As it is called, and decoded as the documentation says; HubSpot's own library does not decode. */
function signedUrls(url: string): readonly string[] {
  const plain = url.replace(decoded, (coded) => String.fromCharCode(Number.parseInt(coded.slice(1), 16)));
  return plain === url ? [url] : [url, plain];
}
