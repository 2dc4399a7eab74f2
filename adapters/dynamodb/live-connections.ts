/** The open WebSockets of the live list. */

import { marshalKey } from "./items.ts";
import { keys, liveConnections } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";

/** API Gateway closes a WebSocket after two hours (quota, not adjustable). */
const longestConnectionSeconds = 2 * 60 * 60;

export interface LiveConnections {
  open(connectionId: string, at: Date): Promise<void>;
  close(connectionId: string): Promise<void>;
  all(): Promise<string[]>;
}

export function dynamoLiveConnections({ call, tableName }: TableDeps): LiveConnections {
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
      await call("PutItem", { TableName: tableName, Item });
    },
    async close(connectionId) {
      const Key = marshalKey(keys.liveConnection(connectionId));
      await call("DeleteItem", { TableName: tableName, Key });
    },
    async all() {
      const answer = await call("Query", {
        TableName: tableName,
        KeyConditionExpression: "PK = :partition",
        ExpressionAttributeValues: { ":partition": { S: liveConnections } },
      });
      return (answer.Items ?? []).flatMap((item) => item.SK?.S ?? []);
    },
  };
}
