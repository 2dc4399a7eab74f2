/** Proves that a call came from Twilio: HMAC-SHA1 with the Auth Token over the URL and the parameters. */
import { createHmac, hash } from "node:crypto";
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { decodeUtf8, mediaType } from "../body.ts";
import { invalid, missing, sameText, verifyEach } from "../signature.ts";
import { queryOf, readForm } from "./form.ts";
import { signedUrls } from "./urls.ts";

/** There is no signed time, so a replay is stopped by the idempotency key alone. */
export function verify(request: WebhookRequest, endpoint: Endpoint): Verification {
  const signature = request.headers["x-twilio-signature"];
  if (!signature) return missing;
  const parameters = signedParameters(request);
  if (parameters === undefined) return invalid;
  const urls = signedUrls(request.url);
  return verifyEach(endpoint.secrets, (token) =>
    urls.some((url) => sameText(signature, sign(token, url + parameters))),
  );
}

function sign(token: string, text: string): string {
  return createHmac("sha1", token).update(text).digest("base64");
}

/** What follows the URL in the signed text; `undefined` when the signature would not cover the body. */
function signedParameters(request: WebhookRequest): string | undefined {
  if (request.method === "GET") return "";
  if (mediaType(request) === "application/x-www-form-urlencoded") return concatenated(request.body);
  const bodyHash = new URLSearchParams(queryOf(request.url)).get("bodySHA256") ?? "";
  return sameText(bodyHash, hash("sha256", request.body)) ? "" : undefined;
}

/** Names in code-unit order, each distinct value after its name. */
function concatenated(body: Buffer): string | undefined {
  const text = decodeUtf8(body);
  if (text === undefined) return undefined;
  let signed = "";
  for (const [name, values] of [...readForm(text)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const value of [...new Set(values)].sort()) signed += name + value;
  }
  return signed;
}
