/** What is kept of a delivery that its reader gave up on. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { KeptDelivery } from "../../domain/ingest/delivery-reader.ts";
import { readJson } from "./json.ts";
import { keptWebhook } from "./kept-webhook.ts";

export function unreadDelivery({ request }: KeptDelivery): ParsedEvent {
  const json = readJson(request.body);
  return keptWebhook({ channel: "web" }, json.kind === "json" ? json.value : request.body.toString("utf8"));
}
