/** Reads a stream as a poller does: shard by shard, until it has seen enough. */
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import { expect, vi } from "vitest";
import type { Bench } from "./bench.ts";

export type Start = Pick<GetShardIteratorCommandInput, "ShardIteratorType" | "SequenceNumber">;

export async function shardsOf({ streams, streamArn }: Bench) {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  return StreamDescription?.Shards ?? [];
}

/** The only shard that is still open; the tables of the suite are too small for two. */
export async function iteratorFrom(bench: Bench, start: Start): Promise<string> {
  const open = (await shardsOf(bench)).filter((shard) => !shard.SequenceNumberRange?.EndingSequenceNumber);
  expect(open).toHaveLength(1);
  const { ShardIterator } = await bench.streams.send(
    new GetShardIteratorCommand({ StreamArn: bench.streamArn, ShardId: open[0]?.ShardId, ...start }),
  );
  return ShardIterator as string;
}

/** Reads on from an iterator until `enough` records came, then returns them all. */
export async function readFrom(
  { streams }: Bench,
  iterator: string,
  enough: (records: StreamRecord[]) => boolean,
  Limit?: number,
): Promise<StreamRecord[]> {
  const records: StreamRecord[] = [];
  let ShardIterator: string | undefined = iterator;
  await vi.waitFor(
    async () => {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
      if (Limit !== undefined) expect(page.Records?.length).toBeLessThanOrEqual(Limit);
      records.push(...(page.Records ?? []));
      ShardIterator = page.NextShardIterator;
      if (!enough(records)) throw new Error(`after ${records.length} records not enough`);
    },
    { timeout: 10_000, interval: 5 },
  );
  return records;
}

export const fromStart: Start = { ShardIteratorType: "TRIM_HORIZON" };

export async function readAll(
  bench: Bench,
  enough: (records: StreamRecord[]) => boolean,
): Promise<StreamRecord[]> {
  return readFrom(bench, await iteratorFrom(bench, fromStart), enough);
}
