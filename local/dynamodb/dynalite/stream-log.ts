/** The streams of the dynalite tables: which there are, and their records, beside the items on disk. */
import * as z from "zod/mini";
import type { Change } from "./changes.ts";
import type { LevelStore, Op } from "./packages.ts";
import { keyOf, readTable, type StoredTable } from "./stored-tables.ts";
import { streamRecord } from "./stream-record.ts";

const streamSchema = z.object({
  tableName: z.string(),
  arn: z.string(),
  label: z.string(),
  viewType: z.string(),
  /** Seconds since 1970, as the API gives it. */
  createdAt: z.number(),
});
export type Stream = z.infer<typeof streamSchema>;

type TableName = Pick<StoredTable, "TableName" | "TableArn">;

export function newStream({ TableName, TableArn }: TableName, viewType: string, now: Date): Stream {
  const label = now.toISOString().slice(0, -1);
  const arn = `${TableArn}/stream/${label}`;
  return { tableName: TableName, label, arn, viewType, createdAt: now.getTime() / 1000 };
}

const recordSchema = z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) });
export type StoredRecord = z.infer<typeof recordSchema>;

/** DynamoDB's sequence numbers have 21 digits or more; equal length makes their text order their order. */
export const sequenceNumber = (position: number) => String(position).padStart(21, "0");

export interface StreamLog {
  find(tableName: string): Promise<Stream | undefined>;
  list(): Promise<Stream[]>;
  /** The write that begins a stream. */
  started(stream: Stream): Op;
  /** The writes that end a table's stream, with all its records. */
  ended(tableName: string): Promise<Op[]>;
  /** The writes that append the records of `changes`; they commit with the changes themselves. */
  append(changes: readonly Change[], now: Date): Promise<Op[]>;
  /** Records after `sequence`, oldest first. */
  read(stream: Stream, sequence: string, limit: number): Promise<StoredRecord[]>;
  /** The newest record's sequence number; of an empty stream, the one before its first. */
  newest(stream: Stream): Promise<string>;
}

const streamKey = (tableName: string) => `omniline-stream~${tableName}`;
const recordKey = ({ tableName, label }: Stream, sequence: string) =>
  `omniline-record~${tableName}~${label}~${sequence}`;

export function createStreamLog(level: LevelStore): StreamLog {
  const positions = new Map<string, number>();

  const find: StreamLog["find"] = async (tableName) =>
    z.optional(streamSchema).parse(await level.get(streamKey(tableName)));

  const newest: StreamLog["newest"] = async (stream) => {
    const range = { gt: recordKey(stream, ""), lt: recordKey(stream, "~"), reverse: true, limit: 1 };
    const [last] = await level.values(range).all();
    return last === undefined ? sequenceNumber(0) : recordSchema.parse(last).dynamodb.SequenceNumber;
  };

  async function nextPosition(stream: Stream): Promise<number> {
    const last = positions.get(stream.arn) ?? Number(await newest(stream));
    positions.set(stream.arn, last + 1);
    return last + 1;
  }

  return {
    find,
    newest,
    async list() {
      const values = await level.values({ gt: streamKey(""), lt: streamKey("\x7f") }).all();
      return values.map((value) => streamSchema.parse(value));
    },
    started: (stream) => ({ type: "put", key: streamKey(stream.tableName), value: stream }),
    async ended(tableName) {
      const stream = await find(tableName);
      if (stream === undefined) return [];
      positions.delete(stream.arn);
      const keys = await level.keys({ gt: recordKey(stream, ""), lt: recordKey(stream, "~") }).all();
      return [streamKey(tableName), ...keys].map((key) => ({ type: "del", key }));
    },
    async append(changes, now) {
      const ops: Op[] = [];
      for (const change of changes) {
        const stream = await find(change.tableName);
        const table = await readTable(level, change.tableName);
        if (stream === undefined || table === undefined) continue;
        const sequence = sequenceNumber(await nextPosition(stream));
        const keys = keyOf(table, change.after ?? change.before ?? {});
        const value = streamRecord({ change, keys, sequence, viewType: stream.viewType, now });
        ops.push({ type: "put", key: recordKey(stream, sequence), value });
      }
      return ops;
    },
    async read(stream, sequence, limit) {
      const range = { gt: recordKey(stream, sequence), lt: recordKey(stream, "~"), limit };
      const values = await level.values(range).all();
      return values.map((value) => recordSchema.parse(value));
    },
  };
}
