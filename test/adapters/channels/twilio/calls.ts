/** Twilio's calls as they come over the wire, signed by Twilio's own SDK. */
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { aRequest } from "../requests.ts";

export const token = "0123456789abcdef0123456789abcdef";
export const url = "https://hooks.example.com/v1/ingest/twilio/demo";

export type Params = Record<string, string | string[]>;

export function encodeForm(params: Params): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value].flat()) form.append(name, one);
  }
  return form.toString();
}

export function formCall(params: Params, parts: Partial<WebhookRequest> = {}): WebhookRequest {
  return aRequest({
    url,
    body: Buffer.from(encodeForm(params)),
    ...parts,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8", ...parts.headers },
  });
}

export function signature(secret: string, signedUrl: string, params: Params): string {
  return getExpectedTwilioSignature(secret, signedUrl, params);
}

export function signedFormCall(params: Params, signedUrl = url, secret = token): WebhookRequest {
  const headers = { "x-twilio-signature": signature(secret, signedUrl, params) };
  return formCall(params, { url: signedUrl, headers });
}
