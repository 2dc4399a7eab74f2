/** Calls that carry the secret itself: in a header, or as HTTP Basic credentials. */
import type { Verification, WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { isBasic } from "../../basic-auth.ts";
import { missing, sameText, verifyEach } from "../../signature.ts";

/** @param header in lower case */
export function verifySecretHeader(
  header: string,
  { headers }: WebhookRequest,
  secrets: readonly string[],
): Verification {
  const given = headers[header];
  return given ? verifyEach(secrets, (secret) => sameText(given, secret)) : missing;
}

/** @param secrets each `user:password` */
export function verifyBasic({ headers }: WebhookRequest, secrets: readonly string[]): Verification {
  const { authorization } = headers;
  if (!/^basic +\S+$/i.test(authorization ?? "")) return missing;
  return verifyEach(secrets, (secret) => isBasic(authorization, secret));
}
