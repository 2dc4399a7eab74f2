/** Proves that a POST came from Telegram: the secret token that `setWebhook` was given comes back in a header. */
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { missing, sameText, verifyEach } from "../signature.ts";

/** Nothing is signed: whoever knows the token can say anything, so it has to be long, random and the bot's own. */
export function verify(request: WebhookRequest, endpoint: Endpoint): Verification {
  const token = request.headers["x-telegram-bot-api-secret-token"];
  if (!token) return missing;
  return verifyEach(endpoint.secrets, (secret) => sameText(token, secret));
}
