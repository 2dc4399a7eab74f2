/** Signs requests as the providers do, so that the real webhook accepts them. */
import { fromBase64, hmac, toBase64, toHex, utf8 } from "./hmac.ts";

/**
 * `X-Twilio-Signature`: HMAC-SHA1 over the address followed by each field's name and value, in the
 * order of the names. (Twilio, "Security": Validating requests)
 *
 * @param url the whole public address, as Twilio was told it
 */
export async function signTwilio(
  authToken: string,
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const sorted = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  const signed = url + sorted.map(([name, value]) => name + value).join("");
  return toBase64(await hmac("SHA-1", utf8(authToken), utf8(signed)));
}

/** `X-Hub-Signature-256`: HMAC-SHA256 over the body's bytes. (Meta, "Webhooks": Validating payloads) */
export async function signMeta(appSecret: string, body: string): Promise<string> {
  return `sha256=${toHex(await hmac("SHA-256", utf8(appSecret), utf8(body)))}`;
}

export interface StandardMessage {
  id: string;
  timestampSeconds: number;
  body: string;
}

/**
 * `webhook-signature`: HMAC-SHA256 over id, time and body. (Standard Webhooks 1.0)
 *
 * @param secret `whsec_` and the key in Base64
 */
export async function signStandard(secret: string, message: StandardMessage): Promise<string> {
  const key = fromBase64(secret.replace(/^whsec_/, ""));
  const signed = `${message.id}.${message.timestampSeconds}.${message.body}`;
  return `v1,${toBase64(await hmac("SHA-256", key, utf8(signed)))}`;
}
