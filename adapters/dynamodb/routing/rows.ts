/** Agents and routings as items: a document with its version, the optimistic lock. */
import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Change } from "../../../domain/routing/routing-store.ts";
import { type Agent, agentSchema } from "../../../schemas/routing/agent.ts";
import { type Routing, routingSchema } from "../../../schemas/routing/routing.ts";
import { documentOf, marshalKey, parseItem } from "../items.ts";
import { type Key, keys } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";
import { announcementOf } from "./announcements.ts";

export const agentItemSchema = documentOf(agentSchema);
export const routingItemSchema = documentOf(routingSchema);

export async function readAgent(table: TableDeps, agentId: string): Promise<Agent | undefined> {
  const item = await readRow(table, keys.agent(agentId));
  return item === undefined ? undefined : parseItem(agentItemSchema, item);
}

export async function readRouting(table: TableDeps, caseId: string): Promise<Routing | undefined> {
  const item = await readRow(table, keys.routing(caseId));
  return item === undefined ? undefined : parseItem(routingItemSchema, item);
}

async function readRow(
  { call, tableName }: TableDeps,
  key: Key,
): Promise<Record<string, AttributeValue> | undefined> {
  const { Item } = await call("GetItem", {
    TableName: tableName,
    Key: marshalKey(key),
    ConsistentRead: true,
  });
  return Item;
}

export function putAgent(TableName: string, { before, after }: Change<Agent>): TransactWriteItem {
  const facts = { ...keys.agent(after.profile.agentId), type: "agent" };
  return putRow(TableName, facts, before, after);
}

/** `announce` makes the stream say it; the next save, which says something else or nothing, clears it. */
export function putRouting(TableName: string, { before, after }: Change<Routing>): TransactWriteItem {
  const announce = announcementOf(before, after);
  const { caseId, token, leg } = after;
  const facts = { ...keys.routing(caseId), type: "routing", token, leg };
  return putRow(TableName, announce === undefined ? facts : { ...facts, announce }, before, after);
}

interface Versioned {
  readonly version: number;
}

function putRow(
  TableName: string,
  facts: object,
  before: Versioned | undefined,
  after: Versioned,
): TransactWriteItem {
  const Item = marshall({ ...facts, version: after.version, body: JSON.stringify(after) });
  const asSeen =
    before === undefined
      ? { ConditionExpression: "attribute_not_exists(PK)" }
      : {
          ConditionExpression: "version = :seen",
          ExpressionAttributeValues: { ":seen": { N: String(before.version) } },
        };
  return { Put: { TableName, Item, ...asSeen } };
}
