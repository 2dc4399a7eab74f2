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

export function createHandler(deps: RelayHandlerDeps) {
  return ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    deps.eachRecordInOrder(Records, async (record) => {
      const item = await deps.read(record);
      await deps.publish([item.kind === "event" ? await relayEvent(deps, item.stored) : item.event]);
    });
}
