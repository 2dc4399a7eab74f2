/** Puts what Amazon Connect tells of a customer on the timeline, as a webhook would. */
import { buildContactEvent } from "../ingest/build-contact-event.ts";
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import { type EventStore, storeEvent } from "../ingest/store-event.ts";

export interface StoreConnectDeps {
  readonly store: EventStore;
  readonly pepper: () => Promise<string>;
  /** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
  readonly defaultCountry: string;
  readonly now: () => Date;
}

/** @param instanceId of the instance, which stands for a webhook's endpoint */
export async function storeConnectEvent(
  { store, pepper, defaultCountry, now }: StoreConnectDeps,
  event: ParsedEvent,
  instanceId: string,
): Promise<void> {
  const delivery = { provider: "connect", endpointId: instanceId, receivedAt: now().toISOString() };
  await storeEvent(store, buildContactEvent({ pepper: await pepper(), defaultCountry }, event, delivery));
}
