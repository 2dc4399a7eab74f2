/** Publishes what was stored. Some notes are poison, some work at the second try, all wait when told to. */
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";

const client = new EventBridgeClient({});
const tried = new Set<string>();

export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  if (process.env.HOLD) await new Promise(() => undefined);
  for (const { dynamodb } of event.Records) {
    const id = dynamodb?.Keys?.PK?.S?.slice(2) ?? "";
    const fails = id.startsWith("poison") || (id.startsWith("flaky") && !tried.has(id));
    tried.add(id);
    if (fails) return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? "" }] };
    const Detail = JSON.stringify({ id, text: dynamodb?.NewImage?.text?.S });
    const entry = {
      EventBusName: process.env.BUS_NAME,
      Source: "notes.relay",
      DetailType: "NoteStored",
      Detail,
    };
    await client.send(new PutEventsCommand({ Entries: [entry] }));
  }
  return { batchItemFailures: [] };
}
