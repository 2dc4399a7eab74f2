/** Step 4: reads the table's stream, resolves customers, and says on the bus what has happened. */
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type NewItem, type RelayDeps, relayEvent } from "../../domain/timeline/relay-event.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";

export interface RelayHandlerDeps extends RelayDeps {
  readonly read: (record: DynamoDBRecord) => Promise<NewItem>;
  readonly publish: (events: readonly DomainEvent[]) => Promise<void>;
  readonly eachRecordInOrder: (
    records: readonly DynamoDBRecord[],
    handle: (record: DynamoDBRecord) => Promise<void>,
  ) => Promise<DynamoDBBatchResponse>;
}

/** A batch that cannot be published is tried again whole: everything it does may be done twice. */
export function createHandler(deps: RelayHandlerDeps) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const events: DomainEvent[] = [];
    const answer = await deps.eachRecordInOrder(Records, async (record) => {
      const item = await deps.read(record);
      events.push(item.kind === "event" ? await relayEvent(deps, item.stored) : item.event);
    });
    await deps.publish(events);
    return answer;
  };
}
