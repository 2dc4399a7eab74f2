/** Answers the unsigned GET with which Meta asks whether the endpoint is ours. */
import type { Endpoint, WebhookAnswer, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { sameText } from "../signature.ts";

/** @returns the challenge as sent; `undefined` when it is no handshake or the verify token is not ours */
export function handshake(request: WebhookRequest, endpoint: Endpoint): WebhookAnswer | undefined {
  const query = new URLSearchParams(request.rawQuery);
  const challenge = query.get("hub.challenge");
  if (request.method !== "GET" || query.get("hub.mode") !== "subscribe" || !challenge) return undefined;
  if (!endpoint.verifyToken || !sameText(query.get("hub.verify_token") ?? "", endpoint.verifyToken))
    return undefined;
  return { statusCode: 200, contentType: "text/plain", body: challenge };
}
