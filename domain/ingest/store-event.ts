/** Step 3 of a message's way: one conditional write to the partition of the event's home identifier. */
import type { StoredMedia } from "../../schemas/media.ts";
import type { IdentifiedEvent, UntimedEvent } from "./build-contact-event.ts";

export type Appended = "appended" | "duplicate";

/** The timelines of all identifiers. */
export interface Timelines {
  /**
   * Writes once: an event whose key is taken is a `duplicate`, and nothing changes.
   *
   * @param media what became of its files, where they came with it
   */
  append(identified: IdentifiedEvent, media?: readonly StoredMedia[]): Promise<Appended>;
}

/** When each event without a provider's event time first reached us. */
export interface FirstReceipts {
  /** Fixes `receivedAt` for the event unless an earlier delivery did; returns the time that holds. */
  fix(eventId: string, receivedAt: string): Promise<string>;
}

export interface EventStore {
  readonly timelines: Timelines;
  readonly firstReceipts: FirstReceipts;
}

/** Stores one event: one round trip, two where the provider gives no event time. */
export async function storeEvent(
  store: EventStore,
  untimed: UntimedEvent,
  media: readonly StoredMedia[] = [],
): Promise<Appended> {
  return store.timelines.append(await fixTime(store, untimed), media);
}

async function fixTime(store: EventStore, untimed: UntimedEvent): Promise<IdentifiedEvent> {
  if (untimed.timeKnown) return untimed;
  const receivedAt = await store.firstReceipts.fix(untimed.event.eventId, untimed.event.receivedAt);
  return { ...untimed, event: { ...untimed.event, occurredAt: receivedAt, receivedAt } };
}
