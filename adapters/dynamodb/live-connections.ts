/** The open WebSockets of the live list. */
import { DeleteItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { TableDeps } from "./client.ts";
import { marshalKey } from "./items.ts";
import { keys, liveConnections } from "./keys.ts";

/** API Gateway closes a WebSocket after two hours (quota, not adjustable). */
const longestConnectionSeconds = 2 * 60 * 60;

export interface LiveConnections {
  open(connectionId: string, at: Date): Promise<void>;
  close(connectionId: string): Promise<void>;
  all(): Promise<string[]>;
}

export function dynamoLiveConnections({ client, tableName }: TableDeps): LiveConnections {
  return {
    async open(connectionId, at) {
      const { PK, SK } = keys.liveConnection(connectionId);
      const expiresAt = Math.floor(at.getTime() / 1000) + longestConnectionSeconds;
      const Item = {
        PK: { S: PK },
        SK: { S: SK },
        type: { S: "live-connection" },
        expiresAt: { N: String(expiresAt) },
      };
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    },
    async close(connectionId) {
      const Key = marshalKey(keys.liveConnection(connectionId));
      await client.send(new DeleteItemCommand({ TableName: tableName, Key }));
    },
    async all() {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: "PK = :partition",
          ExpressionAttributeValues: { ":partition": { S: liveConnections } },
        }),
      );
      return (answer.Items ?? []).flatMap((item) => item.SK?.S ?? []);
    },
  };
}
