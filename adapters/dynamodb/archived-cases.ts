/** Closed cases that nothing can bring back. */
import type { Case } from "../../schemas/case.ts";
import { marshalKey, parseItem } from "./items.ts";
import { archivedCasePrefix, keys } from "./keys.ts";
import { caseItemSchema } from "./members.ts";
import type { TableDeps } from "./table-call.ts";

/** One archived case; `undefined` when there is none of that id. */
export async function readArchivedCase(
  { call, tableName }: TableDeps,
  customerId: string,
  caseId: string,
): Promise<Case | undefined> {
  const Key = marshalKey(keys.archivedCase(customerId, caseId));
  const { Item } = await call("GetItem", { TableName: tableName, Key, ConsistentRead: true });
  return Item === undefined ? undefined : parseItem(caseItemSchema, Item);
}

/** More than anybody scrolls through; the timeline has them all. */
const mostShown = 200;

/** One customer's archived cases, in no order. */
export async function readArchivedCases({ call, tableName }: TableDeps, customerId: string): Promise<Case[]> {
  const answer = await call("Query", {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND begins_with(SK, :archived)",
    ExpressionAttributeValues: {
      ":partition": { S: keys.customer(customerId).PK },
      ":archived": { S: archivedCasePrefix },
    },
    Limit: mostShown,
  });
  return (answer.Items ?? []).map((item) => parseItem(caseItemSchema, item));
}
