/** Step 7: hands the messages of the outbox over to their providers. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type HandOverDeps, handOver, type WakeUp } from "../../domain/outbox/hand-over.ts";

export interface SendMessageDeps extends HandOverDeps {
  /** A wake-up of ours, or the domain event that says a message is accepted. */
  readonly parse: (body: string) => WakeUp;
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

export function createHandler(deps: SendMessageDeps) {
  return ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    deps.eachMessage(Records, ({ body }) => handOver(deps, deps.parse(body)));
}
