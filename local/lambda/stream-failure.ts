/** The message that tells a failure queue which stream records were given up. */
import { randomUUID } from "node:crypto";
import type { DiscardCondition, StreamRecord } from "./batch-retries.ts";

/** The member that says where the records are, by kind of stream. */
export type BatchInfo = "DDBStreamBatchInfo" | "KinesisBatchInfo";

export interface GivenUp {
  readonly functionArn: string;
  readonly streamArn: string;
  readonly batchInfo: BatchInfo;
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  readonly condition: DiscardCondition;
  readonly attempts: number;
}

/** The shape of Lambda's "Add an on-failure destination" for streams: where the records are, not what they hold. */
export function streamFailure(given: GivenUp) {
  const { functionArn, streamArn, batchInfo, shardId, records, condition, attempts } = given;
  const time = (record: StreamRecord | undefined) => new Date(record?.createdAt ?? 0).toISOString();
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: new Date().toISOString(),
    [batchInfo]: {
      shardId,
      startSequenceNumber: records[0]?.sequenceNumber,
      endSequenceNumber: records.at(-1)?.sequenceNumber,
      approximateArrivalOfFirstRecord: time(records[0]),
      approximateArrivalOfLastRecord: time(records.at(-1)),
      batchSize: records.length,
      streamArn,
    },
  };
}
