/** Reads deliveries that were kept to be read later: e-mails, mapped bodies. Filled by `adapters/channels/<provider>/later.ts`. */
import type { Endpoint, ParsedEvent, WebhookRequest } from "./channel-adapter.ts";

/** A verified delivery as `receive-webhook` kept it. */
export interface KeptDelivery {
  readonly request: WebhookRequest;
  readonly endpoint: Endpoint;
  /** ISO 8601 UTC with milliseconds. */
  readonly receivedAt: string;
}

/** A file that came inside of the delivery. */
export interface ReadFile {
  readonly name?: string | undefined;
  /** As the sender says. */
  readonly contentType?: string | undefined;
  readonly bytes: Uint8Array;
}

/** An event, and the files it brought: one for each of its `attachments`, in their order. */
export interface ReadEvent extends ParsedEvent {
  readonly files?: readonly ReadFile[] | undefined;
}

export interface DeliveryReader {
  readonly provider: string;
  /**
   * Never fails on what the delivery says: what cannot be read becomes `webhook.received`. The events and their
   * idempotency keys are the same on every reading.
   *
   * @throws what may pass, for the delivery to be read again: a file that cannot be fetched, a service in trouble
   */
  read(delivery: KeptDelivery): Promise<readonly ReadEvent[]>;
}
