/** Tables with what dynalite leaves out: streams, and a list that does not read every item. */
import * as z from "zod/mini";
import type { Actions } from "./actions.ts";
import type { HeldWrites, WriteHolder } from "./held-writes.ts";
import { existingTable, readTables, tableKey } from "./stored-tables.ts";
import { newStream, type StreamLog } from "./stream-log.ts";
import { timeToLiveKey } from "./time-to-live.ts";
import type { WriteLock } from "./write-lock.ts";

const streamSpecification = z.optional(
  z.object({ StreamEnabled: z.boolean(), StreamViewType: z._default(z.string(), "NEW_AND_OLD_IMAGES") }),
);
const tableInput = z.looseObject({ TableName: z.string(), StreamSpecification: streamSpecification });
const listInput = z.object({ ExclusiveStartTableName: z.optional(z.string()), Limit: z.optional(z.int()) });
const createdSchema = z.looseObject({ TableDescription: z.looseObject({ TableArn: z.string() }) });

export interface TableParts {
  readonly actions: Actions;
  readonly holder: WriteHolder;
  readonly log: StreamLog;
  readonly lock: WriteLock;
  readonly clock: () => Date;
}

export function tableOperations({ actions, holder, log, lock, clock }: TableParts) {
  const level = actions.store.db;

  async function describe(tableName: string): Promise<object> {
    const table = await existingTable(level, tableName);
    const stream = await log.find(tableName);
    if (stream === undefined) return table;
    return {
      ...table,
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
      LatestStreamArn: stream.arn,
      LatestStreamLabel: stream.label,
    };
  }

  async function createTable(input: unknown): Promise<object> {
    const { TableName, StreamSpecification: wanted } = tableInput.parse(input);
    await holder.commitTogether(async (held) => {
      const { TableDescription } = createdSchema.parse(await actions.run("CreateTable", input));
      await settled(held, TableName);
      if (!wanted?.StreamEnabled) return { result: undefined, add: [] };
      const { TableArn } = TableDescription;
      const stream = newStream({ TableName, TableArn }, wanted.StreamViewType, clock());
      return { result: undefined, add: [log.started(stream)] };
    });
    return { TableDescription: await describe(TableName) };
  }

  async function deleteTable(input: unknown): Promise<object> {
    const { TableName } = tableInput.parse(input);
    return holder.commitTogether(async (held) => {
      const result = await actions.run("DeleteTable", input);
      await settled(held, TableName);
      return {
        result,
        add: [...(await log.ended(TableName)), { type: "del", key: timeToLiveKey(TableName) }],
      };
    });
  }

  return {
    async CreateTable(input: unknown) {
      return lock(() => createTable(input));
    },
    async DeleteTable(input: unknown) {
      return lock(() => deleteTable(input));
    },
    async DescribeTable(input: unknown) {
      return { Table: await describe(tableInput.parse(input).TableName) };
    },
    async ListTables(input: unknown) {
      const { ExclusiveStartTableName: start = "", Limit = 100 } = listInput.parse(input);
      const names = (await readTables(level))
        .map(({ TableName }) => TableName)
        .filter((name) => name > start);
      const page = names.slice(0, Limit);
      return { TableNames: page, ...(names.length > Limit && { LastEvaluatedTableName: page.at(-1) }) };
    },
  };
}

/** dynalite writes a table twice: in transition with its answer, in its final state a moment later. */
async function settled(held: HeldWrites, tableName: string): Promise<void> {
  while (held.ops.filter(({ key }) => key === tableKey(tableName)).length < 2) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
