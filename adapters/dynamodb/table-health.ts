/** Whether the table answers at all: one cheap read. */

import { marshalKey } from "./items.ts";
import type { TableDeps } from "./table-call.ts";

export async function isReachable({ call, tableName }: TableDeps): Promise<boolean> {
  try {
    await call("GetItem", { TableName: tableName, Key: marshalKey({ PK: "@", SK: "@" }) });
    return true;
  } catch {
    return false;
  }
}
