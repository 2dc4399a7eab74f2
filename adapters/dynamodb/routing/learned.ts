/** What outcomes taught, in the table: sums for each context, each agent in it, and each agent anywhere. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { fade } from "../../../domain/routing/learning/fade.ts";
import { memoryAt } from "../../../domain/routing/learning/memory.ts";
import type { AgentTally, ContextTally } from "../../../domain/routing/learning/rows.ts";
import type { LearnedOf } from "../../../domain/routing/routing-store.ts";
import type { LearningPolicy } from "../../../schemas/routing/policy.ts";
import { getItems, marshalKey, queryItems } from "../items.ts";
import { contextsPartition, type Key, keys, learnedPartition } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";
import { sumIn } from "./weighted-sums.ts";

/** By the policy in force. */
export type HalfLife = () => Promise<Pick<LearningPolicy, "halfLifeDays">>;

interface Wanted {
  readonly context: string;
  readonly agentIds: readonly string[];
  /** Outcomes fade until then. */
  readonly now: Date;
}

/** One request for up to 49 agents. An outcome of a moment ago may be missing; it would change little. */
export async function readLearnedOf(
  table: TableDeps,
  halfLife: HalfLife,
  { context, agentIds, now }: Wanted,
): Promise<LearnedOf> {
  const policy = await halfLife();
  const { memoryId } = memoryAt(now, policy.halfLifeDays);
  const ofContext = keys.learnedContext(memoryId, context);
  const ofAgents = agentIds.map((agentId) => ({
    agentId,
    inContext: keys.learnedAgent(memoryId, context, agentId),
    overall: keys.learnedOverall(memoryId, agentId),
  }));
  const rows = rowsByKey(
    await getItems(table, [ofContext, ...ofAgents.flatMap(({ inContext, overall }) => [inContext, overall])]),
  );
  const agents = ofAgents.map(({ agentId, inContext, overall }) => ({
    agentId,
    inContext: contextTally(rows(inContext)),
    overall: agentTally(rows(overall)),
  }));
  return fade({ context: contextTally(rows(ofContext)), agents }, now, policy);
}

type Item = Record<string, AttributeValue>;

function rowsByKey(items: readonly Item[]) {
  const byKey = new Map(items.map((item) => [`${item.PK?.S} ${item.SK?.S}`, item]));
  return ({ PK, SK }: Key) => byKey.get(`${PK} ${SK}`);
}

export const contextTally = (item: Item | undefined): ContextTally | undefined =>
  item && { trials: sumIn(item, "trials"), reward: sumIn(item, "reward") };

const agentTally = (item: Item | undefined): AgentTally | undefined =>
  item && { trials: sumIn(item, "trials"), surplus: sumIn(item, "surplus") };

/** The contexts in which there are outcomes, `campaign|intent`, in the order of their names. */
export async function readContexts(table: TableDeps, halfLife: HalfLife, now: Date): Promise<string[]> {
  const { memoryId } = memoryAt(now, (await halfLife()).halfLifeDays);
  const items = await queryItems(table, {
    KeyConditionExpression: "PK = :partition",
    ExpressionAttributeValues: { ":partition": { S: contextsPartition(memoryId) } },
    ConsistentRead: true,
  });
  return items.flatMap(({ SK }) => SK?.S ?? []);
}

export interface LearnedPage extends LearnedOf {
  /** The last agent's id, when there are more. */
  readonly nextCursor?: string;
}

interface LearnedQuery {
  readonly context: string;
  readonly now: Date;
  readonly limit: number;
  /** Id of the agent before the page. */
  readonly cursor?: string | undefined;
}

/** What is learned in a context, of every agent with outcomes there, in the order of ids. */
export async function readLearned(
  table: TableDeps,
  halfLife: HalfLife,
  { context, now, limit, cursor }: LearnedQuery,
): Promise<LearnedPage> {
  const { memoryId } = memoryAt(now, (await halfLife()).halfLifeDays);
  const { Items = [], LastEvaluatedKey } = await table.call("Query", {
    TableName: table.tableName,
    KeyConditionExpression: "PK = :partition AND SK > :after",
    ExpressionAttributeValues: {
      ":partition": { S: learnedPartition(memoryId, context) },
      ":after": { S: cursor ?? " " },
    },
    Limit: limit,
    ConsistentRead: true,
  });
  const agentIds = Items.flatMap(({ SK }) => SK?.S ?? []);
  const learned = await readLearnedOf(table, halfLife, { context, agentIds, now });
  const last = agentIds.at(-1);
  return LastEvaluatedKey === undefined || last === undefined ? learned : { ...learned, nextCursor: last };
}

/** Forgets a context; what its outcomes added to agents' sums over all contexts fades by itself. */
export async function resetLearned(
  table: TableDeps,
  halfLife: HalfLife,
  { context, now }: Pick<LearnedQuery, "context" | "now">,
): Promise<void> {
  const { memoryId } = memoryAt(now, (await halfLife()).halfLifeDays);
  const items = await queryItems(table, {
    KeyConditionExpression: "PK = :partition",
    ExpressionAttributeValues: { ":partition": { S: learnedPartition(memoryId, context) } },
    ConsistentRead: true,
  });
  const agentIds = items.flatMap(({ SK }) => SK?.S ?? []);
  const rows = agentIds.map((agentId) => keys.learnedAgent(memoryId, context, agentId));
  const forget = (key: Key) => table.call("DeleteItem", { TableName: table.tableName, Key: marshalKey(key) });
  await Promise.all(rows.map(forget));
  // Last, so that a context is listed until all of it is gone.
  await forget(keys.learnedContext(memoryId, context));
}
