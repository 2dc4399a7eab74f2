/** Shopify's webhooks: carts, checkouts, orders, refunds, customers and their consents, one event of the shop per call. */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "shopify",
  business: true,
  verify,
  parse,
  acknowledgement: { statusCode: 200 },
} satisfies ChannelAdapter;
