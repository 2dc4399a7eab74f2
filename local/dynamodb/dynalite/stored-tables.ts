/** Reads dynalite's own table descriptions, which it keeps under `table~NAME`. */
import * as z from "zod/mini";
import { type Item, Refusal } from "../protocol.ts";
import type { LevelStore } from "./packages.ts";

const tableSchema = z.looseObject({
  TableName: z.string(),
  TableArn: z.string(),
  TableStatus: z.string(),
  KeySchema: z.array(z.looseObject({ AttributeName: z.string(), KeyType: z.string() })),
});
export type StoredTable = z.infer<typeof tableSchema>;

export const tableKey = (tableName: string) => `table~${tableName}`;

export async function readTable(level: LevelStore, tableName: string): Promise<StoredTable | undefined> {
  const found = tableSchema.safeParse(await level.get(tableKey(tableName)));
  return found.success ? found.data : undefined;
}

/** @throws Refusal when there is no such table */
export async function existingTable(level: LevelStore, tableName: string): Promise<StoredTable> {
  const table = await readTable(level, tableName);
  if (table) return table;
  throw new Refusal(
    "ResourceNotFoundException",
    `Requested resource not found: Table: ${tableName} not found`,
  );
}

/** In order of name. */
export async function readTables(level: LevelStore): Promise<StoredTable[]> {
  const values = await level.values({ gt: tableKey(""), lt: tableKey("\x7f") }).all();
  return values.map((value) => tableSchema.parse(value));
}

/** The key attributes of an item, in the order of the table's key schema. */
export function keyOf(table: StoredTable, item: Item): Item {
  return Object.fromEntries(table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
}
