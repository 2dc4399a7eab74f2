/** What is kept of a topic's subscription that begins or ends. */
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { instantOf } from "../channels/instant.ts";
import { keptWebhook } from "../channels/kept-webhook.ts";
import type { Envelope } from "./sns-envelope.ts";

/** Whoever has the token may subscribe us again, so it is not kept. */
export function subscriptionEvent(envelope: Envelope, outcome?: string): ParsedEvent {
  const { Type, MessageId, TopicArn, Timestamp } = envelope;
  return keptWebhook(
    { channel: "email", id: MessageId, occurredAt: instantOf(Timestamp) },
    { Type, MessageId, TopicArn, Timestamp, ...(outcome === undefined ? {} : { outcome }) },
  );
}
