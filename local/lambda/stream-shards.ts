/** The shards of a table's stream as event source mappings read them. */
import * as z from "zod";
import { dynamoDbTarget, type Engine, streamsTarget } from "../dynamodb-engine.ts";
import type { StreamRecord } from "./batch-retries.ts";

export interface Shard {
  readonly id: string;
  /** @param after a sequence number; undefined starts at the oldest record there is */
  iterator(after: string | undefined): Promise<string>;
  read(iterator: string): Promise<Page>;
  /** The sequence number of the newest record; undefined when there is none. */
  latest(): Promise<string | undefined>;
}

export interface Page {
  readonly records: readonly { readonly record: StreamRecord; readonly itemKey: string }[];
  readonly next: string | undefined;
}

const pageSize = 1000;

const described = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
const shardList = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const page = z.object({
  Records: z.array(
    z.looseObject({
      dynamodb: z.looseObject({
        SequenceNumber: z.string(),
        ApproximateCreationDateTime: z.number(),
        Keys: z.record(z.string(), z.unknown()),
      }),
    }),
  ),
  NextShardIterator: z.string().nullish(),
});

/** @param source what each record names as its origin, whatever the engine calls it */
export async function openShards(
  engine: Engine,
  tableName: string,
  source: { readonly eventSourceARN: string; readonly awsRegion: string },
): Promise<readonly Shard[]> {
  const table = described.parse(
    await engine.call(`${dynamoDbTarget}.DescribeTable`, { TableName: tableName }),
  );
  const StreamArn = table.Table.LatestStreamArn;
  const stream = shardList.parse(await engine.call(`${streamsTarget}.DescribeStream`, { StreamArn }));
  return stream.StreamDescription.Shards.map(({ ShardId }): Shard => {
    async function iterator(after: string | undefined): Promise<string> {
      const position =
        after === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
      const answer = await engine.call(`${streamsTarget}.GetShardIterator`, {
        StreamArn,
        ShardId,
        ...position,
      });
      return z.object({ ShardIterator: z.string() }).parse(answer).ShardIterator;
    }

    async function read(ShardIterator: string): Promise<Page> {
      const answer = page.parse(
        await engine.call(`${streamsTarget}.GetRecords`, { ShardIterator, Limit: pageSize }),
      );
      const records = answer.Records.map((event) => ({
        record: {
          sequenceNumber: event.dynamodb.SequenceNumber,
          createdAt: event.dynamodb.ApproximateCreationDateTime * 1000,
          event: { ...event, ...source, eventSource: "aws:dynamodb" },
        },
        itemKey: JSON.stringify(event.dynamodb.Keys),
      }));
      return { records, next: answer.NextShardIterator ?? undefined };
    }

    async function latest(): Promise<string | undefined> {
      let last: string | undefined;
      for (let next: string | undefined = await iterator(undefined); next !== undefined; ) {
        const { records, next: following } = await read(next);
        last = records.at(-1)?.record.sequenceNumber ?? last;
        next = records.length === 0 ? undefined : following;
      }
      return last;
    }

    return { id: ShardId, iterator, read, latest };
  });
}
