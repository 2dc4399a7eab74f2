/** The DynamoDB Streams API over the stream log: one shard per stream, kept until the table goes. */
import * as z from "zod/mini";
import { Refusal } from "../protocol.ts";
import type { LevelStore } from "./packages.ts";
import { readTable } from "./stored-tables.ts";
import { type Stream, type StreamLog, sequenceNumber } from "./stream-log.ts";

const shardId = "shardId-00000000000000000001-00000001";
const maxRecords = 1_000;

const listInput = z.object({ TableName: z.optional(z.string()) });
const describeInput = z.object({ StreamArn: z.string(), ExclusiveStartShardId: z.optional(z.string()) });
const iteratorInput = z.object({
  StreamArn: z.string(),
  ShardId: z.string(),
  ShardIteratorType: z.enum(["TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"]),
  SequenceNumber: z.optional(z.string().check(z.regex(/^\d{21,40}$/))),
});
const recordsInput = z.object({
  ShardIterator: z.string(),
  Limit: z.optional(z.int().check(z.gte(1), z.lte(maxRecords))),
});
/** An iterator is a stream and the sequence number after which it reads. */
const positionSchema = z.tuple([z.string(), z.string()]);

export function streamOperations(log: StreamLog, level: LevelStore) {
  async function streamBy(arn: string): Promise<Stream> {
    const stream = (await log.list()).find((candidate) => candidate.arn === arn);
    if (stream) return stream;
    throw new Refusal("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
  }

  return {
    async ListStreams(input: unknown) {
      const { TableName } = listInput.parse(input);
      const streams = (await log.list()).filter(
        ({ tableName }) => TableName === undefined || tableName === TableName,
      );
      return {
        Streams: streams.map(({ arn, label, tableName }) => ({
          StreamArn: arn,
          StreamLabel: label,
          TableName: tableName,
        })),
      };
    },

    async DescribeStream(input: unknown) {
      const { StreamArn, ExclusiveStartShardId } = describeInput.parse(input);
      const stream = await streamBy(StreamArn);
      const table = await readTable(level, stream.tableName);
      const shard = { ShardId: shardId, SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(1) } };
      return {
        StreamDescription: {
          StreamArn,
          StreamLabel: stream.label,
          StreamStatus: "ENABLED",
          StreamViewType: stream.viewType,
          CreationRequestDateTime: stream.createdAt,
          TableName: stream.tableName,
          KeySchema: table?.KeySchema,
          Shards: ExclusiveStartShardId === undefined ? [shard] : [],
        },
      };
    },

    async GetShardIterator(input: unknown) {
      const { StreamArn, ShardId, ShardIteratorType, SequenceNumber } = iteratorInput.parse(input);
      const stream = await streamBy(StreamArn);
      if (ShardId !== shardId) {
        throw new Refusal(
          "ResourceNotFoundException",
          `Requested resource not found: Shard: ${ShardId} not found`,
        );
      }
      if (ShardIteratorType === "TRIM_HORIZON") return iteratorAt(stream, sequenceNumber(0));
      if (ShardIteratorType === "LATEST") return iteratorAt(stream, await log.newest(stream));
      if (SequenceNumber === undefined) {
        throw new Refusal("ValidationException", `${ShardIteratorType} needs a SequenceNumber`);
      }
      const included = ShardIteratorType === "AT_SEQUENCE_NUMBER" ? 1 : 0;
      return iteratorAt(stream, sequenceNumber(Number(SequenceNumber) - included));
    },

    async GetRecords(input: unknown) {
      const { ShardIterator, Limit = maxRecords } = recordsInput.parse(input);
      const [arn, after] = positionOf(ShardIterator);
      const stream = await streamBy(arn);
      const records = await log.read(stream, after, Limit);
      const last = records.at(-1)?.dynamodb.SequenceNumber ?? after;
      return { Records: records, NextShardIterator: iteratorAt(stream, last).ShardIterator };
    },
  };
}

function iteratorAt(stream: Stream, after: string): { ShardIterator: string } {
  return { ShardIterator: Buffer.from(JSON.stringify([stream.arn, after])).toString("base64") };
}

function positionOf(iterator: string): [string, string] {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(iterator, "base64").toString("utf8")));
  } catch {
    throw new Refusal("ValidationException", "Invalid ShardIterator");
  }
}
