/** Calls to the generic channel, signed by the Standard Webhooks library and by node:crypto. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { aRequest, now } from "../requests.ts";

export const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

interface Call {
  readonly id?: string;
  readonly at?: Date;
  readonly body?: string | Buffer;
  readonly contentType?: string;
}

function headersOf({ id = "msg_1", at = now, contentType = "application/json" }: Call) {
  return {
    "content-type": contentType,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
  };
}

/** Signed with `v1`. */
export function signedCall(call: Call = {}, key = secret): WebhookRequest {
  const body = Buffer.from(call.body ?? "{}");
  const signature = new Webhook(key).sign(call.id ?? "msg_1", call.at ?? now, body);
  return aRequest({ headers: { ...headersOf(call), "webhook-signature": signature }, body });
}

/** An ed25519 key pair; `publicSecret` is what the endpoint is configured with. */
export function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  return { privateKey, publicSecret: `whpk_${raw.toString("base64")}` };
}

/** Signed with `v1a`. */
export function asymmetricCall(privateKey: KeyObject, call: Call = {}): WebhookRequest {
  const body = Buffer.from(call.body ?? "{}");
  const headers = headersOf(call);
  const signed = Buffer.concat([
    Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`),
    body,
  ]);
  const signature = `v1a,${sign(null, signed, privateKey).toString("base64")}`;
  return aRequest({ headers: { ...headers, "webhook-signature": signature }, body });
}

export function withHeaders(
  request: WebhookRequest,
  headers: Record<string, string | undefined>,
): WebhookRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}
