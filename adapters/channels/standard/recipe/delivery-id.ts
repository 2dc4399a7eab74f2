/** The name of a delivery that is the same on every try of its provider, where one is signed. */
import type { KeptDelivery } from "../../../../domain/ingest/delivery-reader.ts";

export function deliveryIdOf({ request, endpoint }: KeptDelivery): string | undefined {
  const recipe = endpoint.config?.verification;
  if (recipe?.kind === "standard-webhooks") return request.headers["webhook-id"];
  return recipe?.kind === "hmac" && recipe.idHeader !== undefined
    ? request.headers[recipe.idHeader]
    : undefined;
}
