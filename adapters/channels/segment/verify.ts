/** Proves that a call knows a secret of the endpoint: by a signature over the body, or by sending it as a write key. */
import { createHmac } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { isBasic } from "../basic-auth.ts";
import { missing, sameText, verifyEach } from "../signature.ts";

/**
 * A signature decides wherever there is one. Libraries send none: their write key is the user name of Basic
 * authentication, without a password, and covers nothing of the call.
 */
export function verify({ headers, body }: WebhookRequest, endpoint: Endpoint): Verification {
  const signature = headers["x-signature"];
  if (signature) return verifyEach(endpoint.secrets, (secret) => sameText(signature, sign(secret, body)));
  const { authorization } = headers;
  if (!authorization) return missing;
  return verifyEach(endpoint.secrets, (writeKey) => isBasic(authorization, `${writeKey}:`));
}

/** SHA-1 is what Segment's Actions webhook signs with (action-destinations, `webhook/index.ts`). */
function sign(secret: string, body: Buffer): string {
  return createHmac("sha1", secret).update(body).digest("hex");
}
