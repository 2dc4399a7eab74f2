/** Kinesis data streams: records on disk, in the order in which each shard got them, for a day. */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { arn } from "../account.ts";
import { pageSize, type Shard, type ShardRecord } from "../lambda/stream-source.ts";
import type { Resources } from "../template/resources.ts";

export interface Streams {
  /** Returns once the record is on disk. @throws Error when no such stream is in the template */
  put(streamArn: string, partitionKey: string, data: Uint8Array): PutRecord;
  has(streamArn: string): boolean;
  /** @param roleName of the function that reads them: records say who was allowed to */
  shards(streamArn: string, roleName: string): readonly Shard[];
}

export interface PutRecord {
  readonly ShardId: string;
  readonly SequenceNumber: string;
}

const properties = z.strictObject({
  Name: z.string().optional(),
  ShardCount: z.coerce.number().optional(),
  RetentionPeriodHours: z.coerce.number().default(24),
  StreamModeDetails: z.object({ StreamMode: z.enum(["PROVISIONED", "ON_DEMAND"]) }).optional(),
  StreamEncryption: z.unknown().optional(),
  Tags: z.unknown().optional(),
});
const row = z.object({
  id: z.number(),
  partition_key: z.string(),
  data: z.instanceof(Uint8Array),
  arrived_at: z.number(),
});
type Row = z.infer<typeof row>;

/** As AWS begins with where a stream grows on demand. */
const onDemandShards = 4;
const trimEveryMs = 60_000;

/** @param onPut called after a record was stored, to wake the stream's readers */
export function openStreams(
  resources: Resources,
  database: DatabaseSync,
  onPut: (streamArn: string) => void,
): Streams {
  database.exec(`
    CREATE TABLE IF NOT EXISTS kinesis_records (
      id INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT, shard TEXT, partition_key TEXT, data BLOB, arrived_at INTEGER);
    CREATE INDEX IF NOT EXISTS kinesis_records_of_shard ON kinesis_records (stream, shard, id);
    CREATE INDEX IF NOT EXISTS kinesis_records_by_age ON kinesis_records (stream, arrived_at);
  `);
  const insert = database.prepare(
    "INSERT INTO kinesis_records (stream, shard, partition_key, data, arrived_at) VALUES (?, ?, ?, ?, ?)",
  );
  const after = database.prepare(
    "SELECT id, partition_key, data, arrived_at FROM kinesis_records WHERE stream = ? AND shard = ? AND id > ? ORDER BY id LIMIT ?",
  );
  const newest = database.prepare("SELECT MAX(id) AS id FROM kinesis_records WHERE stream = ? AND shard = ?");
  const trim = database.prepare("DELETE FROM kinesis_records WHERE stream = ? AND arrived_at < ?");
  const streams = new Map(
    resources
      .ofType("AWS::Kinesis::Stream", properties)
      .map(({ arn: streamArn, properties: given }) => [
        streamArn,
        { shardCount: shardCountOf(given), retentionMs: given.RetentionPeriodHours * 3_600_000 },
      ]),
  );
  let trimAt = 0;

  function streamOf(streamArn: string) {
    const found = streams.get(streamArn);
    if (!found) throw new Error(`no stream ${streamArn} in the templates`);
    return found;
  }

  function trimOld(now: number) {
    if (now < trimAt) return;
    trimAt = now + trimEveryMs;
    for (const [streamArn, { retentionMs }] of streams) trim.run(streamArn, now - retentionMs);
  }

  function shardOf(streamArn: string, id: string, roleName: string): Shard {
    const source = {
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventName: "aws:kinesis:record",
      invokeIdentityArn: arn("iam", "", `role/${roleName}`),
      awsRegion: resources.region,
      eventSourceARN: streamArn,
    };
    return {
      id,
      iterator: async (sequenceNumber) => sequenceNumber ?? sequenceNumberOf(0),
      async read(iterator) {
        const rows = after.all(streamArn, id, idOf(iterator), pageSize).map((found) => row.parse(found));
        const last = rows.at(-1);
        return {
          records: rows.map((found) => recordOf(found, id, source)),
          next: last ? sequenceNumberOf(last.id) : iterator,
        };
      },
      async latest() {
        const { id: last } = z.object({ id: z.number().nullable() }).parse(newest.get(streamArn, id));
        return last === null ? undefined : sequenceNumberOf(last);
      },
    };
  }

  return {
    has: (streamArn) => streams.has(streamArn),
    put(streamArn, partitionKey, data) {
      const now = Date.now();
      const ShardId = shardId(shardIndex(partitionKey, streamOf(streamArn).shardCount));
      trimOld(now);
      const { lastInsertRowid } = insert.run(streamArn, ShardId, partitionKey, data, now);
      onPut(streamArn);
      return { ShardId, SequenceNumber: sequenceNumberOf(Number(lastInsertRowid)) };
    },
    shards: (streamArn, roleName) =>
      Array.from({ length: streamOf(streamArn).shardCount }, (_, index) =>
        shardOf(streamArn, shardId(index), roleName),
      ),
  };
}

function shardCountOf({ ShardCount, StreamModeDetails }: z.infer<typeof properties>): number {
  return ShardCount ?? (StreamModeDetails?.StreamMode === "ON_DEMAND" ? onDemandShards : 1);
}

/** Each shard has an equal part of the range of MD5 hashes. */
export function shardIndex(partitionKey: string, shardCount: number): number {
  const hash = createHash("md5").update(partitionKey).digest().readUInt32BE();
  return Math.floor((hash * shardCount) / 2 ** 32);
}

function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, "0")}`;
}

/** 56 digits, growing, as AWS's are. */
function sequenceNumberOf(id: number): string {
  return `49${String(id).padStart(54, "0")}`;
}

function idOf(sequenceNumber: string): number {
  return Number(sequenceNumber.slice(2));
}

function recordOf({ id, partition_key, data, arrived_at }: Row, shard: string, source: object): ShardRecord {
  const sequenceNumber = sequenceNumberOf(id);
  const bytes = Buffer.from(data);
  const kinesis = {
    kinesisSchemaVersion: "1.0",
    partitionKey: partition_key,
    sequenceNumber,
    data: bytes.toString("base64"),
    approximateArrivalTimestamp: arrived_at / 1000,
  };
  return {
    record: {
      sequenceNumber,
      createdAt: arrived_at,
      event: { kinesis, eventID: `${shard}:${sequenceNumber}`, ...source },
    },
    itemKey: partition_key,
    filterable: { data: decoded(bytes.toString("utf8")) },
  };
}

/** Filters see into data that is JSON, and take other data as text. */
function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
