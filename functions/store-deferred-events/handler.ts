/** Stores what waited in the ingest queue while the table could not take it. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { UntimedEvent } from "../../domain/ingest/build-contact-event.ts";
import { type EventStore, storeEvent } from "../../domain/ingest/store-event.ts";

export interface StoreDeferredDeps {
  readonly store: EventStore;
  readonly parse: (body: string) => UntimedEvent;
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

export function createHandler({ store, parse, eachMessage }: StoreDeferredDeps) {
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachMessage(event.Records, async ({ body }) => {
      await storeEvent(store, parse(body));
    });
}
