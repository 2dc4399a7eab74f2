/** Proves who sent a call: by Standard Webhooks, or by the recipe of a configured channel. */
import type { Endpoint, Verification, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { verifyHmac } from "./recipe/hmac.ts";
import { verifyBasic, verifySecretHeader } from "./recipe/shared-secret.ts";
import { verifyStandardWebhook } from "./recipe/standard-webhooks.ts";

/** A correct signature that is too old or too new is `expired`. */
export function verify(request: WebhookRequest, endpoint: Endpoint, now: Date): Verification {
  const recipe = endpoint.config?.verification;
  switch (recipe?.kind) {
    case "hmac":
      return verifyHmac(recipe, request, endpoint.secrets, now);
    case "secret-header":
      return verifySecretHeader(recipe.header, request, endpoint.secrets);
    case "basic":
      return verifyBasic(request, endpoint.secrets);
    case "standard-webhooks":
    case undefined:
      return verifyStandardWebhook(request, endpoint, now);
  }
}
