/** Notes every record it got; the bad ones fail. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { noteDown } from "./note-down.ts";

const client = new DynamoDBClient({});

export async function handler({ Records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> {
  for (const record of Records) {
    const { id } = JSON.parse(Buffer.from(record.kinesis.data, "base64").toString("utf8"));
    if (id.startsWith("bad"))
      return { batchItemFailures: [{ itemIdentifier: record.kinesis.sequenceNumber }] };
    await noteDown(client, "RECORD", JSON.stringify(record));
  }
  return { batchItemFailures: [] };
}
