/** The shards of a table's stream as event source mappings read them. */
import * as z from "zod";
import { dynamoDbTarget, type Engine, streamsTarget } from "../dynamodb-engine.ts";
import { type Page, pageSize, type Shard } from "./stream-source.ts";

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
      const records = answer.Records.map((found) => {
        const event = { ...found, ...source, eventSource: "aws:dynamodb" };
        const { SequenceNumber, ApproximateCreationDateTime, Keys } = found.dynamodb;
        return {
          record: { sequenceNumber: SequenceNumber, createdAt: ApproximateCreationDateTime * 1000, event },
          itemKey: JSON.stringify(Keys),
          filterable: event,
        };
      });
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
