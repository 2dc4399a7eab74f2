/** All agents, page by page, for those who manage them. */
import type { Agent } from "../../../schemas/routing/agent.ts";
import { getItems, parseItem } from "../items.ts";
import { agentsPartition, keys, routingShards } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";
import { agentItemSchema } from "./rows.ts";

export interface AgentPage {
  /** In the order of ids. */
  readonly agents: Agent[];
  /** The last agent's id, when there are more. */
  readonly nextCursor?: string;
}

/** @param cursor id of the agent before the page */
export async function listAgents(table: TableDeps, limit: number, cursor?: string): Promise<AgentPage> {
  const shards = await Promise.all(
    Array.from({ length: routingShards }, (_, shard) =>
      idsOf(table, agentsPartition(shard), limit + 1, cursor),
    ),
  );
  const ids = shards.flat().sort();
  const shown = ids.slice(0, limit);
  const items = await getItems(table, shown.map(keys.agent), { ConsistentRead: true });
  const byId = new Map(
    items.map((item) => {
      const agent = parseItem(agentItemSchema, item);
      return [agent.profile.agentId, agent] as const;
    }),
  );
  const agents = shown.flatMap((agentId) => byId.get(agentId) ?? []);
  const last = shown.at(-1);
  return ids.length <= limit || last === undefined ? { agents } : { agents, nextCursor: last };
}

async function idsOf(
  { call, tableName }: TableDeps,
  partition: string,
  limit: number,
  after: string | undefined,
): Promise<string[]> {
  const answer = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND SK > :after",
    // No id begins with a space.
    ExpressionAttributeValues: { ":partition": { S: partition }, ":after": { S: after ?? " " } },
    Limit: limit,
    ConsistentRead: true,
  });
  return (answer.Items ?? []).flatMap((item) => item.SK?.S ?? []);
}
