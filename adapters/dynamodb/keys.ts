/** Every key of the table is built and read here, and nowhere else (docs/data-model.md). */
import { positionOf } from "../../domain/timeline/position.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";

export interface Key {
  readonly PK: string;
  readonly SK: string;
}

interface PointEntryKey {
  readonly occurredAt: string;
  readonly eventId: string;
  readonly ruleId: string;
  readonly policyVersion: number | string;
  readonly intent?: string | undefined;
}

/** Live-list items are spread over this many partitions, so that none of them is hot. */
export const recentShards = 4;

const ownRow = "@";
export const eventPrefix = "E#";
export const linkPrefix = "I#";
export const mergePrefix = "M#";
export const suggestionPrefix = "N#";
export const casePrefix = "K#";
export const apartPrefix = "J#";
export const pointPrefix = "P#";
export const archivedCasePrefix = "Z#";
/** Everything of a customer that sorts before this is read together. */
export const afterMember = "O";

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
  /** What is folded of a customer's events. */
  digest: (customerId: string): Key => ({ PK: `C#${customerId}`, SK: "D" }),
  /** A customer merged into this one. */
  merge: (customerId: string, mergedCustomerId: string): Key => ({
    PK: `C#${customerId}`,
    SK: `${mergePrefix}${mergedCustomerId}`,
  }),
  /** Another customer that may be the same person. */
  suggestion: (customerId: string, otherCustomerId: string): Key => ({
    PK: `C#${customerId}`,
    SK: `${suggestionPrefix}${otherCustomerId}`,
  }),
  /** The same suggestion in the list of all that are open. */
  openSuggestion: (suggestionId: string): Key => ({ PK: openSuggestions, SK: suggestionId }),
  /** Another customer that a human has taken apart from this one. */
  apart: (customerId: string, otherCustomerId: string): Key => ({
    PK: `C#${customerId}`,
    SK: `${apartPrefix}${otherCustomerId}`,
  }),
  policy: (name: string): Key => ({ PK: `Y#${name}`, SK: ownRow }),
  policyVersion: (name: string, version: number | string): Key => ({
    PK: `Y#${name}`,
    SK: `V#${String(version).padStart(6, "0")}`,
  }),
  case: (customerId: string, caseId: string): Key => ({
    PK: `C#${customerId}`,
    SK: `${casePrefix}${caseId}`,
  }),
  /** A closed case that nothing can bring back; out of the way of those that live. */
  archivedCase: (customerId: string, caseId: string): Key => ({
    PK: `C#${customerId}`,
    SK: `${archivedCasePrefix}${caseId}`,
  }),
  /** One rule's word on one event, in event time; all that an entry follows from. */
  pointEntry: (customerId: string, entry: PointEntryKey): Key => ({
    PK: `C#${customerId}`,
    SK: `${pointPrefix}${positionOf(entry)}#${entry.ruleId}#${entry.policyVersion}#${entry.intent ?? ""}`,
  }),
  firstReceipt: (eventId: string): Key => ({ PK: `R#${eventId}`, SK: ownRow }),
  recentContact: ({ eventId, receivedAt }: Pick<ContactEvent, "receivedAt" | "eventId">): Key => ({
    PK: recentPartition(shardOf(eventId)),
    SK: `${receivedAt}#${eventId}`,
  }),
  liveConnection: (connectionId: string): Key => ({ PK: liveConnections, SK: connectionId }),
} as const;

/** The partition of the quarantine list. */
export const openSuggestions = "Q#open";

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

/** The event id in a sort key of an event. */
export function eventIdIn(sortKey: string): string {
  return sortKey.slice(sortKey.lastIndexOf("#") + 1);
}
