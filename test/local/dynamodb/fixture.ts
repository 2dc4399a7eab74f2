/** A data directory, a table and clients for the tests of the engines. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttributeValue, paginateScan } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import { onTestFinished } from "vitest";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import { MemoryTable } from "../../support/memory-table.ts";
import { clientFor, createTable, settings, tableAt, tableName } from "./table.ts";

export { clientFor, createTable, tableAt, tableName } from "./table.ts";

import { findDynoxide } from "../../../local/dynamodb/dynoxide/binary.ts";

export type Item = Record<string, AttributeValue>;

/** Both engines, or dynalite alone where dynoxide is not installed. */
export const installedEngines = findDynoxide()
  ? (["dynoxide", "dynalite"] as const)
  : (["dynalite"] as const);

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "omniline-dynamodb-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A table in memory, and one on each engine that is installed. */
export const anyTable: Readonly<Record<string, () => Promise<TableDeps>>> = {
  memory: async () => new MemoryTable().table,
  ...Object.fromEntries(installedEngines.map((engine) => [engine, () => tableOn(engine)])),
};

async function tableOn(engine: (typeof installedEngines)[number]): Promise<TableDeps> {
  const running = await startDynamoEngine({ dataDir: temporaryFolder(), engine });
  onTestFinished(() => running.close());
  const client = clientFor(running.url);
  onTestFinished(() => client.destroy());
  await createTable(client);
  return tableAt(running.url);
}

export const nameOf = ({ PK, SK }: Item) => `${PK?.S} ${SK?.S}`;

/** The whole table, by key. */
export async function contentOf(url: string): Promise<Map<string, Item>> {
  const content = new Map<string, Item>();
  const client = clientFor(url);
  for await (const { Items } of paginateScan({ client }, { TableName: tableName, ConsistentRead: true })) {
    for (const item of Items ?? []) content.set(nameOf(item), item);
  }
  client.destroy();
  return content;
}

export async function recordsOf(url: string): Promise<StreamRecord[]> {
  const streams = new DynamoDBStreamsClient(settings(url));
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName: tableName }));
  const StreamArn = Streams?.[0]?.StreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
  let { ShardIterator } = await streams.send(start);
  const records: StreamRecord[] = [];
  for (;;) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
    if (!page.Records?.length) break;
    records.push(...page.Records);
    ShardIterator = page.NextShardIterator;
  }
  streams.destroy();
  return records;
}

/** What a consumer that has read every record believes to be in the table. */
export function replay(records: readonly StreamRecord[]): Map<string, Item> {
  const content = new Map<string, Item>();
  for (const { dynamodb } of records) {
    const name = nameOf((dynamodb?.Keys ?? {}) as Item);
    if (dynamodb?.NewImage) content.set(name, dynamodb.NewImage as Item);
    else content.delete(name);
  }
  return content;
}
