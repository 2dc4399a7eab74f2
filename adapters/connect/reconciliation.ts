/** The meter of contact events, in the table: how far they can be relied on. */
import * as z from "zod/mini";
import type { Reconciliation } from "../../domain/connect/contact-record.ts";
import { marshalKey, parseItem } from "../dynamodb/items.ts";
import { keys } from "../dynamodb/keys.ts";
import type { TableDeps } from "../dynamodb/table-call.ts";

/** Adds to the meter that the staff API shows. */
export async function addReconciliation({ call, tableName }: TableDeps, more: Reconciliation): Promise<void> {
  await call("UpdateItem", {
    TableName: tableName,
    Key: marshalKey(keys.reconciliation()),
    UpdateExpression: "SET #type = :type ADD expected :expected, seen :seen, repaired :repaired",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: {
      ":type": { S: "reconciliation" },
      ":expected": { N: String(more.expected) },
      ":seen": { N: String(more.seen) },
      ":repaired": { N: String(more.repaired) },
    },
  });
}

const meterSchema = z.object({ expected: z.number(), seen: z.number(), repaired: z.number() });

/** Of all contact events since the table was made: how many were to come, came, and were made up for. */
export async function readReconciliation({ call, tableName }: TableDeps): Promise<Reconciliation> {
  const { Item } = await call("GetItem", { TableName: tableName, Key: marshalKey(keys.reconciliation()) });
  return Item === undefined ? { expected: 0, seen: 0, repaired: 0 } : parseItem(meterSchema, Item);
}
