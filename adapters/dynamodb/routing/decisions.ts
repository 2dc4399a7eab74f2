/** Routing decisions in the table: in full under their case, and by id in the list of their day. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type Decision, decisionSchema } from "../../../schemas/routing/decision.ts";
import { documentOf, getItems, parseItem, queryItems } from "../items.ts";
import { decisionPrefix, decisionsPartition, keys, routingShards } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";

const keptSeconds = 90 * 24 * 60 * 60;
const decisionItemSchema = documentOf(decisionSchema);
const pointerSchema = z.object({ caseId: z.string(), at: z.string(), decisionId: z.string() });
type Pointer = z.infer<typeof pointerSchema>;

/** More than anybody reads of one case. */
const mostShown = 50;

/** To put as they are; a decision is written once, and no condition is needed. */
export function decisionItems(decision: Decision): Record<string, AttributeValue>[] {
  const { caseId, at, decisionId } = decision;
  const expiresAt = Math.floor(Date.parse(at) / 1000) + keptSeconds;
  return [
    marshall({ ...keys.decision(decision), type: "decision", body: JSON.stringify(decision), expiresAt }),
    marshall({ ...keys.dayDecision(decision), type: "day-decision", caseId, at, decisionId, expiresAt }),
  ];
}

/** The newest decisions on a case, newest first. */
export async function readDecisions({ call, tableName }: TableDeps, caseId: string): Promise<Decision[]> {
  const answer = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND begins_with(SK, :decisions)",
    ExpressionAttributeValues: {
      ":partition": { S: keys.routing(caseId).PK },
      ":decisions": { S: decisionPrefix },
    },
    ScanIndexForward: false,
    Limit: mostShown,
    ConsistentRead: true,
  });
  return (answer.Items ?? []).map((item) => parseItem(decisionItemSchema, item));
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** All decisions from one moment until before another, oldest first, an hour in memory at a time. */
export async function* readDecisionsBetween(
  table: TableDeps,
  from: Date,
  to: Date,
): AsyncGenerator<Decision> {
  for (const [first, end] of stretches(from.getTime(), to.getTime(), dayMs)) {
    if (!(await hasAny(table, first))) continue;
    for (const [start, until] of stretches(first, end, hourMs)) {
      yield* inFull(table, await pointersBetween(table, new Date(start), new Date(until)));
    }
  }
}

/** From one moment to another, cut at every full hour or UTC day. */
function* stretches(from: number, to: number, length: number): Generator<readonly [number, number]> {
  for (let start = from; start < to; ) {
    const end = Math.min(to, (Math.floor(start / length) + 1) * length);
    yield [start, end];
    start = end;
  }
}

/** Whether anything was decided on that day: most days of a long time have nothing, or are over and gone. */
async function hasAny({ call, tableName }: TableDeps, at: number): Promise<boolean> {
  const shards = Array.from({ length: routingShards }, (_, shard) =>
    call("Query", {
      TableName: tableName,
      KeyConditionExpression: "PK = :partition",
      ExpressionAttributeValues: {
        ":partition": { S: decisionsPartition(new Date(at).toISOString(), shard) },
      },
      Limit: 1,
    }),
  );
  return (await Promise.all(shards)).some(({ Items = [] }) => Items.length > 0);
}

async function pointersBetween(table: TableDeps, from: Date, to: Date): Promise<Pointer[]> {
  const [first, last] = [from.toISOString(), new Date(to.getTime() - 1).toISOString()];
  const shards = await Promise.all(
    Array.from({ length: routingShards }, (_, shard) =>
      pointersOf(table, decisionsPartition(first, shard), first, `${last}${afterId}`),
    ),
  );
  return shards.flat().sort(inTime);
}

/** Sorts after `#` and any id. */
const afterId = "~";

async function pointersOf(
  table: TableDeps,
  partition: string,
  first: string,
  last: string,
): Promise<Pointer[]> {
  const items = await queryItems(table, {
    KeyConditionExpression: "PK = :partition AND SK BETWEEN :first AND :last",
    ExpressionAttributeValues: {
      ":partition": { S: partition },
      ":first": { S: first },
      ":last": { S: last },
    },
  });
  return items.map((item) => parseItem(pointerSchema, item));
}

const decisionsAtOnce = 100;

async function* inFull(table: TableDeps, pointers: readonly Pointer[]): AsyncGenerator<Decision> {
  for (let from = 0; from < pointers.length; from += decisionsAtOnce) {
    const wanted = pointers.slice(from, from + decisionsAtOnce).map(keys.decision);
    const items: Record<string, AttributeValue>[] = await getItems(table, wanted);
    yield* items.map((item) => parseItem(decisionItemSchema, item)).sort(inTime);
  }
}

function inTime(left: Pointer, right: Pointer): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.decisionId < right.decisionId ? -1 : 1;
}
