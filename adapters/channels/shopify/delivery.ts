/** One call of Shopify, with what its headers say of it. They are not signed: `verify` has bound the shop alone. */
import type { Endpoint, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { fingerprint } from "../fingerprint.ts";
import { instantOf } from "../instant.ts";
import type { JsonObject } from "../json.ts";

export interface Delivery {
  readonly topic: string;
  readonly shop: string;
  readonly brand: string;
  /** The same on every retry; two topics may tell of one event of the shop. */
  readonly key: string;
  readonly occurredAt: string | undefined;
  readonly said: JsonObject;
}

export function deliveryOf(
  { headers, body }: WebhookRequest,
  endpoint: Endpoint,
  said: JsonObject,
): Delivery {
  const topic = (headers["x-shopify-topic"] ?? "").toLowerCase();
  const id =
    headers["x-shopify-event-id"] || headers["x-shopify-webhook-id"] || fingerprint(body.toString("latin1"));
  return {
    topic,
    shop: (endpoint.account.shopDomain ?? "").toLowerCase(),
    brand: endpoint.brand,
    key: `${id}:${topic}`,
    // Shopify writes nanoseconds there.
    occurredAt: instantOf(headers["x-shopify-triggered-at"]),
    said,
  };
}
