/** What becomes of a verified delivery we have no reading for: it is kept, so that nothing said is lost. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import { externalIdentifier, fingerprint } from "./fingerprint.ts";
import type { Json } from "./json.ts";

/**
 * @param from.id the provider's id of what it is about; without one, a fingerprint of the content
 * @param from.key tells apart deliveries of equal content; the content itself need not be repeated in it
 */
export function keptWebhook(
  from: { channel: Channel; id?: string | undefined; key?: string; occurredAt?: string | undefined },
  raw: Json,
): ParsedEvent {
  const print = fingerprint(JSON.stringify([from.key, raw]));
  return {
    channel: from.channel,
    direction: "internal",
    kind: "webhook.received",
    identifiers: [externalIdentifier(from.id || print)],
    occurredAt: from.occurredAt,
    attributes: { raw },
    idempotencyKey: print,
  };
}
