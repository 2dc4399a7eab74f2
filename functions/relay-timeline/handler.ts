/** Step 4: reads the table's stream, resolves customers, and says on the bus what has happened. */
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import {
  contactReceived,
  type NewItem,
  type RecentContacts,
  type RelayDeps,
  type RelayedEvent,
  readOwners,
  relayEvent,
} from "../../domain/timeline/relay-event.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";

export interface RelayHandlerDeps extends RelayDeps {
  readonly recentContacts: RecentContacts;
  readonly read: (record: DynamoDBRecord) => Promise<NewItem>;
  readonly publish: (events: readonly DomainEvent[]) => Promise<void>;
  readonly eachRecordInOrder: (
    records: readonly DynamoDBRecord[],
    handle: (record: DynamoDBRecord) => Promise<void>,
  ) => Promise<DynamoDBBatchResponse>;
}

/**
 * Reads, writes and publishes for the batch as a whole, so that a wave costs few requests. When the batch
 * cannot be finished it is tried again whole: everything it does may be done twice.
 */
export function createHandler(deps: RelayHandlerDeps) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const items = new Map(Records.map((record) => [record, deps.read(record)]));
    const readable = await Promise.allSettled(items.values());
    const owners = await readOwners(deps, readable.flatMap(storedIn));
    const relayed: RelayedEvent[] = [];
    const facts: DomainEvent[] = [];
    const answer = await deps.eachRecordInOrder(Records, async (record) => {
      const item = await items.get(record);
      if (item?.kind === "event") relayed.push(await relayEvent(deps, owners, item.stored));
      if (item?.kind === "fact") facts.push(item.event);
    });
    await deps.recentContacts.add(relayed);
    await deps.publish([...facts, ...relayed.map(contactReceived)]);
    return answer;
  };
}

function storedIn(result: PromiseSettledResult<NewItem>) {
  return result.status === "fulfilled" && result.value.kind === "event" ? [result.value.stored] : [];
}
