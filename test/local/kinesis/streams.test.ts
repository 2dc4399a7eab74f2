import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openStreams, shardIndex } from "../../../local/kinesis/streams.ts";
import { resourcesOf } from "../support/resources.ts";

const arn = "arn:aws:kinesis:us-east-1:000000000000:stream/S";

function streams(properties: object, database = new DatabaseSync(":memory:")) {
  const S = { Type: "AWS::Kinesis::Stream", Properties: { Name: "S", ...properties } };
  return openStreams(resourcesOf({ S }), database, () => undefined);
}

async function all(opened: ReturnType<typeof streams>) {
  const shards = opened.shards(arn, "Reader");
  const pages = await Promise.all(shards.map(async (shard) => shard.read(await shard.iterator(undefined))));
  return pages.flatMap(({ records }) => records);
}

describe("a stream", () => {
  it("gives each partition key to the shard whose range of MD5 hashes it is in", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 50 }), (key, count) => {
        const hash = BigInt(`0x${createHash("md5").update(key).digest("hex")}`);
        expect(shardIndex(key, count)).toBe(Number((hash * BigInt(count)) / 2n ** 128n));
      }),
    );
  });

  it.each([
    [{}, 1],
    [{ ShardCount: 3 }, 3],
    [{ StreamModeDetails: { StreamMode: "ON_DEMAND" } }, 4],
  ])("of %j has %i shards", (properties, count) => {
    expect(streams(properties).shards(arn, "Reader")).toHaveLength(count);
  });

  it("keeps a key's records in order, numbered upwards", async () => {
    const opened = streams({ ShardCount: 2 });
    const put = Array.from({ length: 50 }, (_, index) =>
      opened.put(arn, `k${index % 5}`, Buffer.from(`${index}`)),
    );
    expect(put.every(({ SequenceNumber }) => /^\d{56}$/.test(SequenceNumber))).toBe(true);
    const read = await all(opened);
    expect(read).toHaveLength(50);
    for (const key of ["k0", "k1", "k2", "k3", "k4"]) {
      const numbers = read
        .filter(({ itemKey }) => itemKey === key)
        .map(({ filterable }) => Object(filterable).data);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  });

  it("is read on from a sequence number", async () => {
    const opened = streams({});
    const [, second] = ["a", "b", "c"].map((text) => opened.put(arn, "k", Buffer.from(text)));
    const [shard] = opened.shards(arn, "Reader");
    const page = await shard?.read(await shard.iterator(second?.SequenceNumber));
    expect(page?.records.map(({ filterable }) => filterable)).toEqual([{ data: "c" }]);
    expect(await shard?.latest()).toBe(page?.records[0]?.record.sequenceNumber);
  });

  it("knows no other stream", () => {
    expect(() => streams({}).put(`${arn}2`, "k", Buffer.from("x"))).toThrow("no stream");
  });
});

describe("retention", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it("is a day, unless the template says otherwise", async () => {
    const hour = 3_600_000;
    const [short, long] = [streams({}), streams({ RetentionPeriodHours: 48 })];
    for (const time of [0, 23 * hour, 24 * hour + 1]) {
      vi.setSystemTime(time);
      for (const opened of [short, long]) opened.put(arn, "k", Buffer.from(`${time}`));
    }
    expect(await all(short)).toHaveLength(2);
    expect(await all(long)).toHaveLength(3);
  });
});
