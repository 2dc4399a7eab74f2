/** Beside the usual way: a delivery that takes long to read was acknowledged first, and is read here. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type ReadDeliveryDeps, readDelivery } from "../../domain/ingest/read-delivery.ts";

export interface ReadDeliveriesDeps extends ReadDeliveryDeps {
  readonly parse: (body: string) => { readonly key: string };
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

export function createHandler(deps: ReadDeliveriesDeps) {
  return ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    deps.eachMessage(Records, ({ body }) => readDelivery(deps, deps.parse(body).key));
}
