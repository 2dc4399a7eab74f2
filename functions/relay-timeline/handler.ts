/** Step 4: reads the table's stream, resolves customers and cases, and says on the bus what has happened. */
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { evidenceIn } from "../../domain/identity/evidence.ts";
import { findOwner, type OwnerDeps, readOwners, retiredBy } from "../../domain/identity/find-owner.ts";
import {
  addToCustomer,
  type CustomerDeps,
  type LocatedEvent,
  type NewPoints,
} from "../../domain/timeline/add-to-customer.ts";
import { eventsOf } from "../../domain/timeline/relayed-events.ts";
import type {
  RecentContacts,
  RelayedEvent,
  StoredEvent,
  TableChange,
} from "../../domain/timeline/stored-event.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";

export interface RelayHandlerDeps extends OwnerDeps, CustomerDeps {
  readonly identities: OwnerDeps["identities"];
  /** Keeps what the event says of consents: before anything else is done with it. */
  readonly keepConsents: (stored: StoredEvent) => Promise<void>;
  /** Lets a message of ours climb to the status that the event reports. */
  readonly followReport: (event: ContactEvent) => Promise<void>;
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
  const readable = await Promise.allSettled(changes.values());
  const [owners, { policy }] = await Promise.all([
    readOwners(deps, readable.flatMap(storedIn)),
    deps.policies.current("identity"),
  ]);
  return deps.eachRecordInOrder(records, async (record) => {
    const change = await changes.get(record);
    if (change?.kind === "fact") facts.push(change.event);
    if (change?.kind !== "event") return;
    const { stored } = change;
    await Promise.all([deps.keepConsents(stored), deps.followReport(stored.event)]);
    const customerId = await findOwner(deps, owners, stored, policy);
    const evidence = evidenceIn(stored, customerId, owners, policy);
    located.set(record, { stored, customerId, evidence, retired: retiredBy(stored, owners) });
  });
}

function storedIn(result: PromiseSettledResult<TableChange>) {
  return result.status === "fulfilled" && result.value.kind === "event" ? [result.value.stored] : [];
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
