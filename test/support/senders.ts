/** Providers as senders: signed by their own SDKs where they have one. */
import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import endpoints from "../../local/endpoints.json" with { type: "json" };
import { counter } from "./counter.ts";

interface Endpoint {
  readonly path: string;
  readonly secret: string;
}

export function endpointOf(provider: string): Endpoint {
  const found = endpoints.find((endpoint) => endpoint.provider === provider);
  if (found === undefined) throw new Error(`local/endpoints.json has no ${provider}`);
  return { path: found.path, secret: found.secrets[0] ?? "" };
}

/** A call that a provider would make, ready to be sent (again). */
export interface SignedCall {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export function twilioCall(base: string, parameters: Record<string, string>): SignedCall {
  const { path, secret } = endpointOf("twilio");
  return {
    path,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": getExpectedTwilioSignature(secret, `${base}${path}`, parameters),
    },
    body: new URLSearchParams(parameters).toString(),
  };
}

export function metaCall(payload: unknown): SignedCall {
  const { path, secret } = endpointOf("meta");
  const body = JSON.stringify(payload);
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  return {
    path,
    headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` },
    body,
  };
}

const nextMessage = counter();

export function standardCall(payload: unknown, contentType = "application/json"): SignedCall {
  const { path, secret } = endpointOf("standard");
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const id = `msg_${nextMessage()}`;
  const now = new Date();
  return {
    path,
    headers: {
      "content-type": contentType,
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, now, body),
    },
    body,
  };
}

export function send(base: string, { path, headers, body }: SignedCall): Promise<Response> {
  return fetch(`${base}${path}`, { method: "POST", headers, body });
}
