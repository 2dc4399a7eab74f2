/** Shopify's calls for tests and the laptop, signed as Shopify signs. */
import { createHmac } from "node:crypto";
import type { ChannelSamples, Sample } from "../samples.ts";
import order from "./fixtures/order.json" with { type: "json" };

const shopDomain = "acme-demo.myshopify.com";

function call(topic: string, id: string, at: Date, body: object): Sample {
  return {
    body: JSON.stringify(body),
    contentType: "application/json",
    headers: {
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": shopDomain,
      "x-shopify-api-version": "2026-01",
      "x-shopify-webhook-id": `delivery-${id}`,
      "x-shopify-event-id": id,
      "x-shopify-triggered-at": at.toISOString(),
    },
  };
}

export const samples: ChannelSamples = {
  provider: "shopify",
  endpoint: {
    provider: "shopify",
    endpointId: "demo",
    secrets: ["local-demo-shopify-client-secret-0001"],
    account: { shopDomain },
    brand: "default",
  },
  nextSecret: "local-demo-shopify-client-secret-0002",
  sign: ({ body, contentType, query = "", headers, method = "POST" }, secret, _at, url) => ({
    method,
    url,
    rawQuery: query,
    headers: {
      ...headers,
      "content-type": contentType,
      "x-shopify-shop-domain": shopDomain,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    },
    body: Buffer.from(body),
  }),
  signed: ["body"],
  event: ({ id, at }) => call("orders/create", id, at, order),
  unknown: (at) => call("products/boiled", `unknown-${at.getTime()}`, at, { id: 1, title: "Çay" }),
  unreadable: [
    { body: "{", contentType: "application/json" },
    { body: "[]", contentType: "application/json" },
    { body: "{}", contentType: "text/plain" },
  ],
  level: "verified",
};
