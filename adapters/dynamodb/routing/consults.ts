/** Questions between colleagues that wait for an answer, under the agent who is asked. */
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { marshalKey, parseItem, queryItems } from "../items.ts";
import { consultPrefix, keys } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";

const consultSchema = z.object({
  consultId: z.string(),
  caseId: z.string(),
  askedBy: z.string(),
  agentId: z.string(),
  askedAt: z.string(),
});
type Consult = z.infer<typeof consultSchema>;

/** Nobody answers a question of last month. */
const keptSeconds = 30 * 24 * 60 * 60;

export function dynamoConsults(table: TableDeps) {
  const { call, tableName: TableName } = table;
  return {
    async open(consult: Consult): Promise<void> {
      const expiresAt = Math.floor(Date.parse(consult.askedAt) / 1000) + keptSeconds;
      const Item = marshall({ ...keys.consult(consult), type: "consult", ...consult, expiresAt });
      await call("PutItem", { TableName, Item });
    },
    async openOf(agentId: string): Promise<Consult[]> {
      const items = await queryItems(table, {
        KeyConditionExpression: "PK = :partition AND begins_with(SK, :consults)",
        ExpressionAttributeValues: {
          ":partition": { S: keys.agent(agentId).PK },
          ":consults": { S: consultPrefix },
        },
        ConsistentRead: true,
      });
      return items.map((item) => parseItem(consultSchema, item));
    },
    async close(consult: Consult): Promise<void> {
      await call("DeleteItem", { TableName, Key: marshalKey(keys.consult(consult)) });
    },
  };
}
