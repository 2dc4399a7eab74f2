/** Whether the table answers at all: one cheap read. */
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { TableDeps } from "./client.ts";
import { marshalKey } from "./items.ts";

export async function isReachable({ client, tableName }: TableDeps): Promise<boolean> {
  try {
    await client.send(new GetItemCommand({ TableName: tableName, Key: marshalKey({ PK: "@", SK: "@" }) }));
    return true;
  } catch {
    return false;
  }
}
