/** Notes every message it got; some are bad, and all wait when told to. */
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";

const client = new DynamoDBClient({});

export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  if (process.env.HOLD) await new Promise(() => undefined);
  for (const { body, attributes } of Records) {
    const Item = { PK: { S: "WORKED" }, SK: { S: body }, count: { N: attributes.ApproximateReceiveCount } };
    await client.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
  }
  const bad = Records.filter(({ body }) => body.startsWith("bad"));
  return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
