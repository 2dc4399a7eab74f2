/** What the functions of the workflow app share: they note down every call. */
import { randomUUID } from "node:crypto";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

/** One item for each call, under its partition; `text` is its sort key. */
export async function noteDown(client: DynamoDBClient, partition: string, text: string = randomUUID()) {
  const Item = { PK: { S: partition }, SK: { S: text } };
  await client.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
}
