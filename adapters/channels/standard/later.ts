/** Reads deliveries of channels that are configured with a mapping. */
import type { DeliveryReader } from "../../../domain/ingest/delivery-reader.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { mapDelivery } from "./mapping/map-delivery.ts";
import { readMappedBody } from "./mapping/mapped-body.ts";
import { parse } from "./parse.ts";

export const reader = {
  provider: "standard",
  async read(delivery) {
    const { config } = delivery.endpoint;
    if (config?.reading.kind === "mapping") {
      const { events } = await mapDelivery({ now: Date.now }, delivery, config, config.reading);
      return events;
    }
    // Kept while the channel had a mapping, and configured in another way since.
    const parsed = parse(delivery.request, delivery.endpoint);
    if (parsed.kind === "events") return parsed.events;
    const body = readMappedBody(delivery.request);
    return [keptWebhook({ channel: config?.channel ?? "web" }, body.kind === "json" ? body.value : null)];
  },
} satisfies DeliveryReader;
