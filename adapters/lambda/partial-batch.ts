/** Runs the records of a batch so that one bad record neither stops nor repeats the others. */
import type { DynamoDBBatchResponse, DynamoDBRecord, SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { Observe } from "../observability/observe.ts";

/** Every message by itself; those that failed are shown to SQS again. */
export async function eachMessage(
  records: readonly SQSRecord[],
  handle: (record: SQSRecord) => Promise<void>,
  observe: Observe,
): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(records.map(handle));
  const failed = records.filter((record, index) => {
    const result = results[index];
    if (result?.status !== "rejected") return false;
    observe.warn("MESSAGE_FAILED", { messageId: record.messageId }, result.reason);
    return true;
  });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/**
 * Records of one partition in their order, partitions side by side. Lambda goes on from the first
 * record that failed, so records behind it may run again: `handle` must bear that.
 */
export async function eachRecordInOrder(
  records: readonly DynamoDBRecord[],
  handle: (record: DynamoDBRecord) => Promise<void>,
  observe: Observe,
): Promise<DynamoDBBatchResponse> {
  const failed = new Set<DynamoDBRecord>();
  const handlePartition = async (partition: readonly DynamoDBRecord[]) => {
    for (const record of partition) {
      try {
        await handle(record);
      } catch (error) {
        observe.warn("RECORD_FAILED", { sequenceNumber: record.dynamodb?.SequenceNumber }, error);
        failed.add(record);
        return;
      }
    }
  };
  const partitions = Map.groupBy(records, (record) => record.dynamodb?.Keys?.PK?.S);
  await Promise.all(Array.from(partitions.values(), handlePartition));
  const first = records.find((record) => failed.has(record))?.dynamodb?.SequenceNumber;
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
}
