/** Merges in the table: an edge under the survivor, a redirect on the merged customer's own row. */
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Merges } from "../../domain/identity/merge-customers.ts";
import type { MergeEdge } from "../../domain/identity/person.ts";
import { marshalKey } from "./items.ts";
import { keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { writeTogether } from "./transactions.ts";

/** Three writes either way, however many events, identifiers and merges both customers have. */
export function dynamoMerges(table: TableDeps): Merges {
  return {
    async add(edge, mergedCount) {
      const written = await writeTogether(table, [
        putEdge(table.tableName, edge),
        redirect(table.tableName, edge, mergedCount),
        countMerge(table.tableName, edge),
      ]);
      return written === "written" ? "merged" : "lost";
    },
    async remove(edge, at) {
      const written = await writeTogether(table, [
        deleteEdge(table.tableName, edge),
        removeRedirect(table.tableName, edge),
        keepApart(table.tableName, edge, at),
      ]);
      return written === "written" ? "removed" : "lost";
    },
  };
}

const mergedRow = ({ mergedCustomerId }: MergeEdge) => marshalKey(keys.customer(mergedCustomerId));

function putEdge(TableName: string, edge: MergeEdge) {
  const key = keys.merge(edge.customerId, edge.mergedCustomerId);
  return {
    Put: {
      TableName,
      Item: marshall({ ...key, type: "merge", mergeId: edge.mergeId, body: JSON.stringify(edge) }),
      ConditionExpression: "attribute_not_exists(PK)",
    },
  };
}

function redirect(TableName: string, { customerId, mergeId, ...edge }: MergeEdge, mergedCount: number) {
  const unmerged = "attribute_exists(PK) AND attribute_not_exists(mergedInto)";
  const seen = mergedCount === 0 ? "attribute_not_exists(mergeCount)" : "mergeCount = :count";
  return {
    Update: {
      TableName,
      Key: mergedRow({ customerId, mergeId, ...edge }),
      UpdateExpression: "SET mergedInto = :survivor, mergeId = :merge",
      ConditionExpression: `${unmerged} AND ${seen}`,
      ExpressionAttributeValues: {
        ":survivor": { S: customerId },
        ":merge": { S: mergeId },
        ...(mergedCount === 0 ? {} : { ":count": { N: String(mergedCount) } }),
      },
    },
  };
}

function countMerge(TableName: string, { customerId }: MergeEdge) {
  return {
    Update: {
      TableName,
      Key: marshalKey(keys.customer(customerId)),
      UpdateExpression: "ADD mergeCount :one",
      ConditionExpression: "attribute_exists(PK) AND attribute_not_exists(mergedInto)",
      ExpressionAttributeValues: { ":one": { N: "1" } },
    },
  };
}

function deleteEdge(TableName: string, { customerId, mergedCustomerId, mergeId }: MergeEdge) {
  return {
    Delete: {
      TableName,
      Key: marshalKey(keys.merge(customerId, mergedCustomerId)),
      ConditionExpression: "mergeId = :merge",
      ExpressionAttributeValues: { ":merge": { S: mergeId } },
    },
  };
}

function removeRedirect(TableName: string, edge: MergeEdge) {
  return {
    Update: {
      TableName,
      Key: mergedRow(edge),
      UpdateExpression: "REMOVE mergedInto, mergeId",
      ConditionExpression: "mergeId = :merge",
      ExpressionAttributeValues: { ":merge": { S: edge.mergeId } },
    },
  };
}

/** A rule's merge that a human took back must not come again with the next message. */
function keepApart(TableName: string, { customerId, mergedCustomerId }: MergeEdge, at: string) {
  const key = keys.apart(customerId, mergedCustomerId);
  const Item = marshall({ ...key, type: "apart", otherCustomerId: mergedCustomerId, at });
  return { Put: { TableName, Item } };
}
