/** Every key of the table is built and read here, and nowhere else (docs/data-model.md). */
import { positionOf } from "../../domain/timeline/position.ts";
import type { ConsentEntry } from "../../schemas/consents.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Decision } from "../../schemas/routing/decision.ts";

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

/** So are free agents, lines of cases, leases, decisions of a day, and audiences. */
export const routingShards = 4;

/** More than an agent's room, which has three digits at most. */
const aboveAnyRoom = 999;

const ownRow = "@";
export const eventPrefix = "E#";
/** Sorts after every event. */
export const afterEvents = `${eventPrefix}~`;
/** Sorts after every event of that time, and before all later ones. */
export const afterEventsAt = (time: string): string => `${eventPrefix}${time}#~`;
export const consentPrefix = "L#";
export const linkPrefix = "I#";
export const mergePrefix = "M#";
export const suggestionPrefix = "N#";
export const casePrefix = "K#";
export const apartPrefix = "J#";
export const pointPrefix = "P#";
export const archivedCasePrefix = "Z#";
export const decisionPrefix = "D#";
export const consultPrefix = "U#";
/** Everything of a customer that sorts before this is read together. */
export const afterMember = "O";

export const keys = {
  event: (identifierId: string, event: Pick<ContactEvent, "occurredAt" | "eventId">): Key => ({
    PK: `I#${identifierId}`,
    SK: `${eventPrefix}${positionOf(event)}`,
  }),
  identifier: (identifierId: string): Key => ({ PK: `I#${identifierId}`, SK: ownRow }),
  /** What somebody has said of a consent, on the identifier that it was said of. */
  consentEntry: (entry: ConsentEntryKey): Key => ({
    PK: `I#${entry.identifierId}`,
    SK: `${consentPrefix}${[entry.brand, entry.channel, entry.purpose].map(keyPart).join("|")}#${entry.at}#${entry.entryId}`,
  }),
  /** How many there are: what a send is handed over by. */
  consentHead: (identifierId: string): Key => ({ PK: `I#${identifierId}`, SK: "L" }),
  /** The same entry in the list of its day. @param listedAt when it was written */
  listedConsent: ({ listedAt, entryId }: { listedAt: string; entryId: string }): Key => ({
    PK: consentsPartition(listedAt, routingShardOf(entryId)),
    SK: `${listedAt}#${entryId}`,
  }),
  /** The newest word on whether an identifier is in an audience. */
  audienceMember: (audience: string, identifierId: string): Key => ({
    PK: audiencePartition(audience, routingShardOf(identifierId)),
    SK: identifierId,
  }),
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
  /** Whose turn it is to change the list of configured channels. */
  channelTurn: (): Key => ({ PK: "Y#channel-turn", SK: ownRow }),
  /** A configured channel as it was saved, without its secrets. */
  channelVersion: (endpointId: string, version: number | string): Key => ({
    PK: `Y#channel#${endpointId}`,
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
  /** A question that a colleague has asked the agent. */
  consult: ({
    agentId,
    askedAt,
    consultId,
  }: {
    agentId: string;
    askedAt: string;
    consultId: string;
  }): Key => ({
    PK: `A#${agentId}`,
    SK: `${consultPrefix}${askedAt}#${consultId}`,
  }),
  agent: (agentId: string): Key => ({ PK: `A#${agentId}`, SK: ownRow }),
  /** The same agent in the list of all. */
  listedAgent: (agentId: string): Key => ({ PK: agentsPartition(routingShardOf(agentId)), SK: agentId }),
  /** The abilities that agents have, each an attribute. */
  groups: (): Key => ({ PK: "G#groups", SK: ownRow }),
  /** The lines that cases stand in, each an attribute. */
  pools: (): Key => ({ PK: "G#pools", SK: ownRow }),
  /** An agent with room: the emptiest sort first, then the longest idle. */
  freeAgent: (entry: FreeAgentKey): Key => ({
    PK: freeAgentsPartition(entry.groupId, routingShardOf(entry.agentId)),
    SK: `${roomFirst(entry.freeUnits)}#${entry.idleSince}#${entry.agentId}`,
  }),
  /** Where a case is on its way to an agent. */
  routing: (caseId: string): Key => ({ PK: `V#${caseId}`, SK: ownRow }),
  /** A case in line. A line that one agent alone serves has one shard. */
  waitingCase: (entry: WaitingCaseKey): Key => ({
    PK: linePartition(entry.poolId, entry.isPersonal ? 0 : routingShardOf(entry.caseId)),
    SK: `${entry.rank}#${entry.caseId}`,
  }),
  /** A case that is offered until then. */
  lease: (leaseUntil: string, caseId: string): Key => ({
    PK: leasesPartition(routingShardOf(caseId)),
    SK: `${leaseUntil}#${caseId}`,
  }),
  decision: ({ caseId, at, decisionId }: DecisionKey): Key => ({
    PK: `V#${caseId}`,
    SK: `${decisionPrefix}${at}#${decisionId}`,
  }),
  /** The same decision in the list of its day. */
  dayDecision: ({ at, decisionId }: Omit<DecisionKey, "caseId">): Key => ({
    PK: decisionsPartition(at, routingShardOf(decisionId)),
    SK: `${at}#${decisionId}`,
  }),
  /** What outcomes in a context taught, of all agents; a memory's contexts are read together. */
  learnedContext: (memory: string, context: string): Key => ({ PK: contextsPartition(memory), SK: context }),
  learnedAgent: (memory: string, context: string, agentId: string): Key => ({
    PK: learnedPartition(memory, context),
    SK: agentId,
  }),
  /** What outcomes taught of an agent, whatever the context. */
  learnedOverall: (memory: string, agentId: string): Key => ({ PK: `A#${agentId}`, SK: `S#${memory}` }),
  /** An outcome that was learned from. */
  learnedOutcome: (outcomeId: string): Key => ({ PK: `O#${outcomeId}`, SK: ownRow }),
  /** Whose case a contact of Amazon Connect is. */
  contactLink: (contactId: string): Key => ({ PK: `X#contact#${contactId}`, SK: ownRow }),
  /** Which agent a user of Amazon Connect is. */
  connectUserLink: (userId: string): Key => ({ PK: `X#connect-user#${userId}`, SK: ownRow }),
  /** What is known of a contact of Amazon Connect. */
  connectContact: (contactId: string): Key => ({ PK: `X#contact#${contactId}`, SK: "F" }),
  /** The task in Amazon Connect that was made for an offer. */
  connectTask: (caseId: string, token: number): Key => ({ PK: `X#task#${caseId}`, SK: String(token) }),
  /** A command that waits for the quota of its API. */
  connectCommand: (api: string, rank: string, commandId: string): Key => ({
    PK: commandsPartition(api),
    SK: `${rank}#${commandId}`,
  }),
  connectBucket: (api: string): Key => ({ PK: `H#bucket#${api}`, SK: ownRow }),
  /** A message of ours on its way to its recipient. */
  send: (sendId: string): Key => ({ PK: `X#send#${sendId}`, SK: ownRow }),
  /** The same send while it is open, beside others to the same recipient, in their order. */
  openSend: (open: OpenSendKey): Key => ({
    PK: openSendsPartition(routingShardOf(open.identifierId)),
    SK: `${openSendPrefix(open)}${open.sendId}`,
  }),
  /** The newest message that a customer was sent for a reason. */
  sendReason: (customerId: string, reason: string): Key => ({ PK: `C#${customerId}`, SK: `R#${reason}` }),
  /** A message as its provider names it: where its status is climbed. @param fingerprint of provider, endpoint and id */
  sentMessage: (fingerprint: string): Key => ({ PK: `X#message#${fingerprint}`, SK: ownRow }),
  /** Contact events against contact records, in sum. */
  reconciliation: (): Key => ({ PK: "X#reconciliation", SK: ownRow }),
} as const;

export const commandsPartition = (api: string): string => `H#${api}`;

type ConsentEntryKey = Pick<
  ConsentEntry,
  "identifierId" | "brand" | "channel" | "purpose" | "at" | "entryId"
>;

/** A part that anybody may write, without what separates parts. */
const keyPart = (part: string) => part.replace(/[%#|]/g, (one) => encodeURIComponent(one));

interface OpenSendKey {
  readonly identifierId: string;
  readonly channel: string;
  readonly purpose: string;
  readonly caseId?: string | undefined;
  readonly sendId: string;
}

export const openSendsPartition = (shard: number): string => `X#open-sends#${shard}`;
/** What one person reads in our order: the replies of a case, the messages of one purpose. */
export const openSendPrefix = (open: Omit<OpenSendKey, "sendId">): string =>
  `${open.identifierId}#${open.channel}#${open.caseId ?? open.purpose}#`;

interface FreeAgentKey {
  readonly groupId: string;
  readonly freeUnits: number;
  readonly idleSince: string;
  readonly agentId: string;
}

interface WaitingCaseKey {
  readonly poolId: string;
  readonly isPersonal: boolean;
  readonly rank: string;
  readonly caseId: string;
}

type DecisionKey = Pick<Decision, "caseId" | "at" | "decisionId">;

export const agentsPartition = (shard: number): string => `G#agents#${shard}`;
export const freeAgentsPartition = (groupId: string, shard: number): string => `F#${groupId}#${shard}`;
export const linePartition = (poolId: string, shard: number): string => `B#${poolId}#${shard}`;
export const leasesPartition = (shard: number): string => `T#${shard}`;
export const contextsPartition = (memory: string): string => `S#${memory}`;
export const learnedPartition = (memory: string, context: string): string => `S#${memory}#${context}`;

/** @param at any moment of the UTC day */
export const decisionsPartition = (at: string, shard: number): string =>
  `D#${at.slice(0, "2026-01-01".length)}#${shard}`;

/** @param at any moment of the UTC day */
export const consentsPartition = (at: string, shard: number): string =>
  `X#consents#${at.slice(0, "2026-01-01".length)}#${shard}`;

export const audiencePartition = (audience: string, shard: number): string =>
  `X#audience#${keyPart(audience)}#${shard}`;

/** Sort keys of free agents with so much room, or more, are smaller than this. */
export const afterRoom = (freeUnits: number): string => roomFirst(freeUnits - 1);

const roomFirst = (freeUnits: number) => String(aboveAnyRoom - freeUnits).padStart(3, "0");

/** FNV-1a: ids that differ in their last letters alone, or nowhere near them, are spread as well. */
export function routingShardOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 16) % routingShards;
}

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
