/** Step 4: reads the table's stream, resolves customers and cases, and says on the bus what has happened. */
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { evidenceIn } from "../../domain/identity/evidence.ts";
import { findOwner, type OwnerDeps, readOwners } from "../../domain/identity/find-owner.ts";
import { type RetireDeps, retireReplaced } from "../../domain/identity/retire-replaced.ts";
import {
  addToCustomer,
  type CustomerDeps,
  followEvidence,
  type LocatedEvent,
  type NewPoints,
} from "../../domain/timeline/add-to-customer.ts";
import { eventsOf } from "../../domain/timeline/relayed-events.ts";
import { stagesOf } from "../../domain/timeline/stages.ts";
import type {
  RecentContacts,
  RelayedEvent,
  StoredEvent,
  TableChange,
} from "../../domain/timeline/stored-event.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";

export interface RelayHandlerDeps extends RetireDeps, CustomerDeps {
  readonly identities: OwnerDeps["identities"];
  /** Keeps what the event says of consents: before anything else is done with it. */
  readonly keepConsents: (stored: StoredEvent) => Promise<void>;
  /** Keeps what the event says of audiences. */
  readonly keepMembership: (stored: StoredEvent) => Promise<void>;
  /** Lets a message of ours climb to the status that the event reports. */
  readonly followReport: (event: ContactEvent) => Promise<void>;
  /** Whether the event repeats a message of ours. */
  readonly isEcho: (stored: StoredEvent) => Promise<boolean>;
  readonly recentContacts: RecentContacts;
  readonly points: { add(points: readonly NewPoints[]): Promise<void> };
  readonly read: (record: DynamoDBRecord) => Promise<TableChange>;
  readonly publish: (events: readonly DomainEvent[]) => Promise<void>;
  readonly eachRecordInOrder: (
    records: readonly DynamoDBRecord[],
    handle: (record: DynamoDBRecord) => Promise<void>,
  ) => Promise<DynamoDBBatchResponse>;
}

/**
 * Reads, writes and publishes for the batch as a whole and for each customer in it, so that a wave costs few
 * requests. When the batch cannot be finished it is tried again whole: everything it does may be done twice.
 */
export function createHandler(deps: RelayHandlerDeps) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const facts: DomainEvent[] = [];
    const located = new Map<DynamoDBRecord, LocatedEvent>();
    const locating = await locate(deps, Records, located, facts);
    const relayed: RelayedEvent[] = [];
    const points: NewPoints[] = [];
    const adding = await addAll(deps, located, relayed, points);
    await Promise.all([deps.recentContacts.add(relayed), deps.points.add(points)]);
    await deps.publish([...facts, ...relayed.flatMap(eventsOf)]);
    return earliest(Records, [locating, adding]);
  };
}

/** Finds the customer of every event of the batch; what is no event is a fact to publish. */
async function locate(
  deps: RelayHandlerDeps,
  records: readonly DynamoDBRecord[],
  located: Map<DynamoDBRecord, LocatedEvent>,
  facts: DomainEvent[],
): Promise<DynamoDBBatchResponse> {
  const changes = new Map(records.map((record) => [record, deps.read(record)]));
  const events = await eventsIn(changes);
  const [owners, { policy }] = await Promise.all([
    readOwners(deps, [...events.values()]),
    deps.policies.current("identity"),
  ]);
  const stages = stagesOf(records, (record) => events.get(record));
  const locateOne = async (record: DynamoDBRecord) => {
    const change = await changes.get(record);
    if (change?.kind === "fact") facts.push(change.event);
    if (change?.kind !== "event") return;
    const { stored } = change;
    if (await deps.isEcho(stored)) return;
    await Promise.all([
      deps.keepConsents(stored),
      deps.keepMembership(stored),
      deps.followReport(stored.event),
    ]);
    const customerId = await findOwner(deps, owners, stored, policy);
    const evidence = evidenceIn(stored, customerId, owners, policy);
    const one = { stored, customerId, evidence };
    await retireReplaced(deps, owners, one, policy);
    // Who gives something up is asked of the person: what older events of the batch say of it is followed before.
    if (stages.length > 1) await followEvidence(deps, customerId, [one]);
    located.set(record, stages.length > 1 ? { ...one, evidence: [] } : one);
  };
  const answers: DynamoDBBatchResponse[] = [];
  for (const stage of stages) {
    answers.push(await deps.eachRecordInOrder(stage, locateOne));
  }
  return earliest(records, answers);
}

/** The contact events among the changes that can be read. */
async function eventsIn(changes: ReadonlyMap<DynamoDBRecord, Promise<TableChange>>) {
  const events = new Map<DynamoDBRecord, StoredEvent>();
  await Promise.allSettled(
    Array.from(changes, async ([record, reading]) => {
      const change = await reading;
      if (change.kind === "event") events.set(record, change.stored);
    }),
  );
  return events;
}

/** Adds the events to their customers, each customer's at once; one that fails does not hold up the others. */
async function addAll(
  deps: RelayHandlerDeps,
  located: ReadonlyMap<DynamoDBRecord, LocatedEvent>,
  relayed: RelayedEvent[],
  points: NewPoints[],
): Promise<DynamoDBBatchResponse> {
  const byCustomer = Map.groupBy(located.values(), ({ customerId }) => customerId);
  const persons = new Map(
    Array.from(byCustomer, ([customerId, events]) => [customerId, addToCustomer(deps, customerId, events)]),
  );
  for (const added of await Promise.allSettled(persons.values())) {
    if (added.status === "fulfilled") points.push(added.value.points);
  }
  return deps.eachRecordInOrder([...located.keys()], async (record) => {
    const event = located.get(record);
    const added = await persons.get(event?.customerId ?? "");
    if (event === undefined || added === undefined) return;
    relayed.push({ stored: event.stored, customerId: added.personId });
  });
}

/** The first of the batch's records that any part failed on: Lambda goes on from there. */
function earliest(
  records: readonly DynamoDBRecord[],
  answers: readonly DynamoDBBatchResponse[],
): DynamoDBBatchResponse {
  const failed = new Set(
    answers.flatMap(({ batchItemFailures }) => batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)),
  );
  const first = records.find(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""))?.dynamodb
    ?.SequenceNumber;
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
}
