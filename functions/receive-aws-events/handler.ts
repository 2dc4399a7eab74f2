/** Beside the webhooks' way: what services of our own AWS account tell us, by its event bus and by topics. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { buildContactEvent, type IdSettings } from "../../domain/ingest/build-contact-event.ts";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { type EventStore, storeEvent } from "../../domain/ingest/store-event.ts";

/** `later`: a mail in a bucket, which takes a call to read. */
export type AccountMessage =
  | { readonly kind: "events"; readonly events: readonly ParsedEvent[] }
  | { readonly kind: "later" };

export interface ReceiveAwsEventsDeps {
  readonly parse: (body: string) => AccountMessage;
  /** Keeps a message safe until `read-deliveries` has read it. */
  readonly keep: (body: string, receivedAt: string) => Promise<void>;
  readonly store: EventStore;
  readonly settings: () => Promise<IdSettings>;
  readonly provider: string;
  /** Stands for the webhook's: these come to no endpoint. */
  readonly endpointId: string;
  readonly now: () => Date;
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

/** Nothing is verified: the queue's policy says who may write into it. */
export function createHandler(deps: ReceiveAwsEventsDeps) {
  return ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    deps.eachMessage(Records, async ({ body }) => {
      const message = deps.parse(body);
      const receivedAt = deps.now().toISOString();
      if (message.kind === "later") return deps.keep(body, receivedAt);
      const { provider, endpointId } = deps;
      const settings = await deps.settings();
      for (const event of message.events) {
        await storeEvent(
          deps.store,
          buildContactEvent(settings, event, { provider, endpointId, receivedAt }),
        );
      }
    });
}
