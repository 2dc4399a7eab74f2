/** The live list in the table: one small item per contact event, spread over shards, gone after a day. */
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { RecentContacts, RelayedEvent } from "../../domain/timeline/stored-event.ts";
import { parseItem, putItems } from "./items.ts";
import { keys, recentPartition, recentShards } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";

const keptSeconds = 24 * 60 * 60;

const recentItemSchema = z.object({
  customerId: z.string(),
  identifierId: z.string(),
  eventId: z.string(),
  occurredAt: z.string(),
  receivedAt: z.string(),
});
export type RecentItem = z.infer<typeof recentItemSchema>;

export function dynamoRecentContacts(table: TableDeps): RecentContacts {
  return { add: (relayed) => putItems(table, relayed.map(recentItem)) };
}

function recentItem({ stored: { event, home }, customerId }: RelayedEvent) {
  const { eventId, occurredAt, receivedAt } = event;
  const recent: RecentItem = { customerId, identifierId: home, eventId, occurredAt, receivedAt };
  const expiresAt = Math.floor(Date.parse(receivedAt) / 1000) + keptSeconds;
  return marshall({ ...keys.recentContact(event), type: "recent-contact", ...recent, expiresAt });
}

/** The newest contacts by receive time, newest first. */
export async function readRecentContacts(table: TableDeps, limit: number): Promise<RecentItem[]> {
  const shards = await Promise.all(
    Array.from({ length: recentShards }, (_, shard) => readShard(table, recentPartition(shard), limit)),
  );
  return shards
    .flat()
    .sort((left, right) => (left.receivedAt < right.receivedAt ? 1 : -1))
    .slice(0, limit);
}

async function readShard({ call, tableName }: TableDeps, partition: string, limit: number) {
  const answer = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition",
    ExpressionAttributeValues: { ":partition": { S: partition } },
    ScanIndexForward: false,
    Limit: limit,
  });
  return (answer.Items ?? []).map((item) => parseItem(recentItemSchema, item));
}
