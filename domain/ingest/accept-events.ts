/** Takes the events of one delivery: stored, or safe in the ingest queue, or refused as a whole. */
import { NotStoredError } from "../errors.ts";
import type { UntimedEvent } from "./build-contact-event.ts";
import { type Appended, type EventStore, storeEvent } from "./store-event.ts";

/** The ingest queue: where events wait while the table cannot take them. */
export interface DeferredEvents {
  defer(event: UntimedEvent): Promise<void>;
}

export interface AcceptDeps {
  readonly store: EventStore;
  readonly deferred: DeferredEvents;
  /** Called with what went wrong when an event had to be deferred. */
  readonly onDeferred: (eventId: string, cause: unknown) => void;
}

export type Accepted = Appended | "deferred";

/** Writes of one delivery that are under way at once. */
const parallelWrites = 16;

/**
 * Accepts every event, in parallel; the answer keeps their order.
 *
 * @throws NotStoredError when one event could be neither stored nor deferred; those that were stored
 * collide with themselves when the provider delivers again
 */
export async function acceptEvents(deps: AcceptDeps, events: readonly UntimedEvent[]): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  for (let from = 0; from < events.length; from += parallelWrites) {
    const slice = events.slice(from, from + parallelWrites);
    accepted.push(...(await Promise.all(slice.map((event) => acceptEvent(deps, event)))));
  }
  return accepted;
}

async function acceptEvent(deps: AcceptDeps, event: UntimedEvent): Promise<Accepted> {
  try {
    return await storeEvent(deps.store, event);
  } catch (cause) {
    return await deferEvent(deps, event, cause);
  }
}

async function deferEvent(deps: AcceptDeps, event: UntimedEvent, trouble: unknown): Promise<Accepted> {
  try {
    await deps.deferred.defer(event);
  } catch (cause) {
    throw new NotStoredError(`event ${event.event.eventId} is neither in the table nor in the ingest queue`, {
      cause: new AggregateError([trouble, cause]),
    });
  }
  deps.onDeferred(event.event.eventId, trouble);
  return "deferred";
}
