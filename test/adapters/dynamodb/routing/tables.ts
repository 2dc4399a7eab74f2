/** Empty tables for the tests of routing: in memory, and on the embedded engines. */
import { onTestFinished } from "vitest";
import type { TableDeps } from "../../../../adapters/dynamodb/table-call.ts";
import { startDynamoEngine } from "../../../../local/dynamodb/engine.ts";
import {
  clientFor,
  contentOf,
  createTable,
  type Item,
  installedEngines,
  tableAt,
  temporaryFolder,
} from "../../../local/dynamodb/fixture.ts";
import { MemoryTable } from "../../../support/memory-table.ts";

export interface TableUnderTest {
  readonly table: TableDeps;
  content(): Promise<ReadonlyMap<string, Item>>;
}

export const kindsOfTable = ["memory", ...installedEngines] as const;

export async function emptyTable(kind: (typeof kindsOfTable)[number]): Promise<TableUnderTest> {
  if (kind === "memory") {
    const memory = new MemoryTable();
    return { table: memory.table, content: async () => memory.items };
  }
  const { url, close } = await startDynamoEngine({ dataDir: temporaryFolder(), engine: kind });
  onTestFinished(() => close());
  const client = clientFor(url);
  onTestFinished(() => client.destroy());
  await createTable(client);
  return { table: tableAt(url), content: () => contentOf(url) };
}
