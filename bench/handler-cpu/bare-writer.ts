/** Floor: nothing but the writes, ready made, with the SDK client that our functions use. */
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { FloorEvent } from "./floor-event.ts";
import { dynamoClient } from "./sdk-client.ts";

const client = dynamoClient(process.env);

export async function handler({ writes }: FloorEvent) {
  for (const write of writes) await client.send(new PutItemCommand(write));
  return { statusCode: 200 };
}
