/** Every key of the table is built and read here, and nowhere else (docs/data-model.md). */
import { positionOf } from "../../domain/timeline/position.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";

export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/** Live-list items are spread over this many partitions, so that none of them is hot. */
export const recentShards = 4;

const ownRow = "@";
export const eventPrefix = "E#";
export const linkPrefix = "I#";

export const keys = {
  event: (identifierId: string, event: Pick<ContactEvent, "occurredAt" | "eventId">): Key => ({
    PK: `I#${identifierId}`,
    SK: `${eventPrefix}${positionOf(event)}`,
  }),
  identifier: (identifierId: string): Key => ({ PK: `I#${identifierId}`, SK: ownRow }),
  customer: (customerId: string): Key => ({ PK: `C#${customerId}`, SK: ownRow }),
  customerIdentifier: (customerId: string, identifierId: string): Key => ({
    PK: `C#${customerId}`,
    SK: `${linkPrefix}${identifierId}`,
  }),
  firstReceipt: (eventId: string): Key => ({ PK: `R#${eventId}`, SK: ownRow }),
  recentContact: ({ eventId, receivedAt }: Pick<ContactEvent, "receivedAt" | "eventId">): Key => ({
    PK: recentPartition(shardOf(eventId)),
    SK: `${receivedAt}#${eventId}`,
  }),
  liveConnection: (connectionId: string): Key => ({ PK: liveConnections, SK: connectionId }),
} as const;

/** The partition of the open WebSockets. */
export const liveConnections = "W#live";

export const recentPartition = (shard: number): string => `L#${shard}`;

/** A shard from the event's own hash: the same for every repetition. */
function shardOf(eventId: string): number {
  return eventId.charCodeAt(eventId.length - 1) % recentShards;
}

/** The identifier id in a `PK` of ours. */
export function identifierIdIn(partition: string): string {
  return partition.slice("I#".length);
}
