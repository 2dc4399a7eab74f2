/** Bounded reads of the sharded indexes: each shard gives its first few, and the first of those are the first. */
import type { AttributeValue, QueryInput } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { personalPoolId } from "../../../domain/routing/eligibility.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { parseItem } from "../items.ts";
import { afterRoom, freeAgentsPartition, leasesPartition, linePartition, routingShards } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";
import { agentItemSchema, routingItemSchema } from "./rows.ts";

type Item = Record<string, AttributeValue>;

/** @param most of each group, of 1 MB at most in each shard */
export async function readFreeAgents(
  table: TableDeps,
  groupIds: readonly string[],
  units: number,
  most: number,
): Promise<Agent[]> {
  const groups = await Promise.all(
    groupIds.map((groupId) =>
      firstOf(table, {
        partitions: shardsOf((shard) => freeAgentsPartition(groupId, shard)),
        before: afterRoom(units),
        most,
      }),
    ),
  );
  const agents = inOrder(groups.flat()).map((item) => parseItem(agentItemSchema, item));
  return newest(agents, ({ profile }) => profile.agentId);
}

/** @param most of each line */
export async function readWaitingCases(
  table: TableDeps,
  poolIds: readonly string[],
  most: number,
): Promise<Routing[]> {
  const lines = await Promise.all(
    poolIds.map((poolId) => firstOf(table, { partitions: partitionsOf(poolId), most })),
  );
  const routings = inOrder(lines.flat()).map((item) => parseItem(routingItemSchema, item));
  return newest(routings, ({ caseId }) => caseId);
}

/** A query is no transaction: of an entry that is moving it may see both places, or none. */
function newest<Row extends { readonly version: number }>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
): Row[] {
  const versions = new Map<string, number>();
  for (const row of rows) versions.set(idOf(row), Math.max(row.version, versions.get(idOf(row)) ?? 0));
  return rows.filter((row) => row.version === versions.get(idOf(row)));
}

/**
 * How many cases stand in these lines before a rank: a queue position.
 *
 * @param most of each shard of a line: the count goes no further
 */
export async function waitingCount(
  { call, tableName }: TableDeps,
  poolIds: readonly string[],
  beforeRank: string,
  most: number,
): Promise<number> {
  const counts = await Promise.all(
    poolIds.flatMap(partitionsOf).map(async (partition) => {
      const answer = await call("Query", {
        TableName: tableName,
        ...conditionOf(partition, beforeRank),
        Select: "COUNT",
        Limit: most,
        ConsistentRead: true,
      });
      return answer.Count ?? 0;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const leaseSchema = z.object({
  caseId: z.string(),
  agentId: z.string(),
  token: z.int(),
  leaseUntil: z.string(),
});
export type ExpiredLease = z.infer<typeof leaseSchema>;

/** Offers that should have been answered by now, the oldest first. */
export async function expiredLeases(table: TableDeps, now: Date, most: number): Promise<ExpiredLease[]> {
  const partitions = shardsOf(leasesPartition);
  const items = await firstOf(table, { partitions, before: now.toISOString(), most });
  return items.map((item) => parseItem(leaseSchema, item));
}

const shardsOf = (partition: (shard: number) => string): string[] =>
  Array.from({ length: routingShards }, (_, shard) => partition(shard));

/** A line that one agent alone serves is not sharded. */
const partitionsOf = (poolId: string): string[] =>
  poolId.startsWith(personalPoolId(""))
    ? [linePartition(poolId, 0)]
    : shardsOf((shard) => linePartition(poolId, shard));

interface Wanted {
  readonly partitions: readonly string[];
  /** A sort key that is not reached. */
  readonly before?: string;
  readonly most: number;
}

async function firstOf({ call, tableName }: TableDeps, wanted: Wanted): Promise<Item[]> {
  const shards = await Promise.all(
    wanted.partitions.map(async (partition) => {
      const answer = await call("Query", {
        TableName: tableName,
        ...conditionOf(partition, wanted.before),
        Limit: wanted.most,
        ConsistentRead: true,
      });
      return answer.Items ?? [];
    }),
  );
  return inOrder(shards.flat()).slice(0, wanted.most);
}

function conditionOf(
  partition: string,
  before: string | undefined,
): Pick<QueryInput, "KeyConditionExpression" | "ExpressionAttributeValues"> {
  const bound = before === undefined ? {} : { ":before": { S: before } };
  return {
    KeyConditionExpression: before === undefined ? "PK = :partition" : "PK = :partition AND SK < :before",
    ExpressionAttributeValues: { ":partition": { S: partition }, ...bound },
  };
}

/** As DynamoDB sorts them; ids and times are ASCII, so bytes and characters agree. */
const inOrder = (items: readonly Item[]): Item[] =>
  items.toSorted((left, right) => (String(left.SK?.S) < String(right.SK?.S) ? -1 : 1));
