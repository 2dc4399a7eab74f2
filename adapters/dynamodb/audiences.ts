/** Who is in which audience: one item for each identifier, with the newest word on it. */
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { Audiences } from "../../domain/audiences/audiences.ts";
import { type AudienceMember, rankOf } from "../../domain/audiences/membership.ts";
import { getItems, marshalKey, parseItem } from "./items.ts";
import { audiencePartition, keys, routingShardOf, routingShards } from "./keys.ts";
import { updateWhere } from "./routing/update-where.ts";
import type { TableDeps } from "./table-call.ts";

/** One answer of the export reads the persons, and the ledgers, of so many. */
const mostPerPage = 500;

const memberSchema = z.object({
  audience: z.string(),
  identifierId: z.string(),
  state: z.enum(["joined", "left"]),
  at: z.string(),
  changedAt: z.string(),
});

export function dynamoAudiences(
  table: TableDeps,
  now = () => new Date(),
  membersPerPage = mostPerPage,
): Audiences {
  return {
    async keep(word) {
      const { audience, identifierId, state, at } = word;
      await updateWhere(table, {
        Key: marshalKey(keys.audienceMember(audience, identifierId)),
        UpdateExpression:
          "SET #type = :type, #audience = :audience, #id = :id, #state = :state, #at = :at, #rank = :rank, #changed = :changed",
        ConditionExpression: "attribute_not_exists(#rank) OR #rank < :rank",
        ExpressionAttributeNames: {
          ...{ "#type": "type", "#audience": "audience", "#id": "identifierId", "#state": "state" },
          ...{ "#at": "at", "#rank": "rank", "#changed": "changedAt" },
        },
        ExpressionAttributeValues: marshall({
          ...{ ":type": "audience-member", ":audience": audience, ":id": identifierId, ":state": state },
          ...{ ":at": at, ":rank": rankOf(word), ":changed": now().toISOString() },
        }),
      });
    },
    async page(audience, after) {
      const members: AudienceMember[] = [];
      const first = after === undefined ? 0 : routingShardOf(after);
      for (let shard = first; shard < routingShards && members.length < membersPerPage; shard += 1) {
        const behind = shard === first ? after : undefined;
        const limit = membersPerPage - members.length;
        members.push(...(await membersOf(table, audiencePartition(audience, shard), behind, limit)));
      }
      return { members, isLast: members.length < membersPerPage };
    },
    async of(audience, identifierIds) {
      const wanted = identifierIds.map((id) => keys.audienceMember(audience, id));
      const items = await getItems(table, wanted, { ConsistentRead: true });
      return items.map((item) => parseItem(memberSchema, item));
    },
  };
}

/** Sorts before every id. */
const beforeAll = " ";

async function membersOf(
  { call, tableName }: TableDeps,
  partition: string,
  after: string | undefined,
  limit: number,
): Promise<AudienceMember[]> {
  const { Items = [] } = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND SK > :after",
    ExpressionAttributeValues: { ":partition": { S: partition }, ":after": { S: after ?? beforeAll } },
    ConsistentRead: true,
    Limit: limit,
  });
  return Items.map((item) => parseItem(memberSchema, item));
}
