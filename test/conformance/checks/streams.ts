/** DynamoDB Streams: the outbox. */
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import { expect } from "vitest";
import type { Bench, Check } from "../bench.ts";
import { fromStart, iteratorFrom, readAll, readFrom, shardsOf } from "../stream-reader.ts";

/** A table with a stream of its own, so that a check reads what it wrote and nothing else. */
async function streamed(bench: Bench) {
  const own: Bench = { ...bench, ...(await bench.createTable()) };
  const TableName = own.table;
  const key = (SK: string) => ({ PK: { S: "p" }, SK: { S: SK } });
  return {
    own,
    TableName,
    key,
    put: (SK: string, n = "1") =>
      own.client.send(new PutItemCommand({ TableName, Item: { ...key(SK), n: { N: n } } })),
    update: (SK: string, n: string) =>
      own.client.send(
        new UpdateItemCommand({
          TableName,
          Key: key(SK),
          UpdateExpression: "SET n = :n",
          ExpressionAttributeValues: { ":n": { N: n } },
        }),
      ),
    remove: (SK: string) => own.client.send(new DeleteItemCommand({ TableName, Key: key(SK) })),
  };
}

const sortKey = (record: StreamRecord) => record.dynamodb?.Keys?.SK?.S;
const newNumber = (record: StreamRecord | undefined) => record?.dynamodb?.NewImage?.n?.N;
const has = (SK: string) => (records: StreamRecord[]) => records.some((record) => sortKey(record) === SK);
const atLeast = (count: number) => (records: StreamRecord[]) => records.length >= count;

export const streamChecks: readonly Check[] = [
  {
    name: "carries old and new images of insert, modify and remove",
    async run(bench) {
      const { own, key, put, update, remove } = await streamed(bench);
      await put("a");
      await update("a", "2");
      await remove("a");
      const records = await readAll(own, atLeast(3));
      const first = { ...key("a"), n: { N: "1" } };
      const second = { ...key("a"), n: { N: "2" } };
      expect(
        records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.OldImage, dynamodb?.NewImage]),
      ).toEqual([
        ["INSERT", undefined, first],
        ["MODIFY", first, second],
        ["REMOVE", second, undefined],
      ]);
      for (const record of records) {
        expect(record).toMatchObject({ eventSource: "aws:dynamodb", dynamodb: { Keys: key("a") } });
        expect(record.eventID).toBeTruthy();
        expect(record.dynamodb?.StreamViewType).toBe("NEW_AND_OLD_IMAGES");
        const age = Date.now() - Number(record.dynamodb?.ApproximateCreationDateTime);
        expect(Math.abs(age)).toBeLessThan(120_000);
      }
    },
  },
  {
    name: "carries nothing for a write that changes nothing",
    async run(bench) {
      const { own, put, update, remove } = await streamed(bench);
      await put("a");
      await put("a");
      await update("a", "1.0");
      await remove("missing");
      await put("end");
      const records = await readAll(own, has("end"));
      expect(records.map(sortKey)).toEqual(["a", "end"]);
    },
  },
  {
    name: "carries nothing for a refused write or a cancelled transaction",
    async run(bench) {
      const { own, TableName, key, put } = await streamed(bench);
      await put("a");
      const never = { ConditionExpression: "attribute_exists(gone)" };
      const Item = { ...key("a"), n: { N: "2" } };
      await expect(own.client.send(new PutItemCommand({ TableName, Item, ...never }))).rejects.toThrow();
      const TransactItems = [
        { Put: { TableName, Item: key("b") } },
        { ConditionCheck: { TableName, Key: key("a"), ...never } },
      ];
      await expect(own.client.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toThrow();
      await put("end");
      const records = await readAll(own, has("end"));
      expect(records.map(sortKey)).toEqual(["a", "end"]);
    },
  },
  {
    name: "carries every item of a batch and of a transaction",
    async run(bench) {
      const { own, TableName, key, put } = await streamed(bench);
      await put("d");
      const RequestItems = { [TableName]: ["a", "b"].map((SK) => ({ PutRequest: { Item: key(SK) } })) };
      await own.client.send(new BatchWriteItemCommand({ RequestItems }));
      const TransactItems = [
        { Put: { TableName, Item: key("c") } },
        { Delete: { TableName, Key: key("d") } },
      ];
      await own.client.send(new TransactWriteItemsCommand({ TransactItems }));
      const records = await readAll(own, atLeast(5));
      expect(records.map((record) => `${record.eventName} ${sortKey(record)}`).toSorted()).toEqual([
        "INSERT a",
        "INSERT b",
        "INSERT c",
        "INSERT d",
        "REMOVE d",
      ]);
    },
  },
  {
    name: "keeps the order of the changes of a key",
    async run(bench) {
      const { own, update } = await streamed(bench);
      for (let turn = 1; turn <= 50; turn += 1) await update(turn % 2 ? "odd" : "even", `${turn}`);
      const records = await readAll(own, atLeast(50));
      const sequences = records.map((record) => BigInt(record.dynamodb?.SequenceNumber ?? 0));
      expect(new Set(sequences).size).toBe(50);
      for (const SK of ["odd", "even"]) {
        const turns = records
          .filter((record) => sortKey(record) === SK)
          .map((record) => Number(newNumber(record)));
        expect(turns).toHaveLength(25);
        expect(turns).toEqual(turns.toSorted((left, right) => left - right));
      }
    },
  },
  {
    name: "loses no change of 200 parallel writes, each image following the last",
    async run(bench) {
      const { own, TableName, key } = await streamed(bench);
      const add = new UpdateItemCommand({
        TableName,
        Key: key("n"),
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      });
      await Promise.all(Array.from({ length: 200 }, () => own.client.send(add)));
      const records = await readAll(own, atLeast(200));
      expect(records.map(newNumber)).toEqual(Array.from({ length: 200 }, (_, index) => `${index + 1}`));
      expect(records.map(({ dynamodb }) => dynamodb?.OldImage?.n?.N ?? "0")).toEqual(
        Array.from({ length: 200 }, (_, index) => `${index}`),
      );
    },
  },
  {
    name: "resumes at and after a sequence number",
    async run(bench) {
      const { own, put } = await streamed(bench);
      for (const SK of ["a", "b", "c", "d"]) await put(SK);
      const records = await readAll(own, atLeast(4));
      const SequenceNumber = records[1]?.dynamodb?.SequenceNumber;
      const after = await iteratorFrom(own, { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber });
      expect((await readFrom(own, after, has("d"))).map(sortKey)).toEqual(["c", "d"]);
      const at = await iteratorFrom(own, { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber });
      expect((await readFrom(own, at, has("d"))).map(sortKey)).toEqual(["b", "c", "d"]);
    },
  },
  {
    name: "starts at the present with LATEST",
    async run(bench) {
      const { own, put } = await streamed(bench);
      await put("before");
      await readAll(own, atLeast(1));
      const latest = await iteratorFrom(own, { ShardIteratorType: "LATEST" });
      await put("after");
      expect((await readFrom(own, latest, atLeast(1))).map(sortKey)).toEqual(["after"]);
    },
  },
  {
    name: "reads on from the next iterator, in pages of the asked size",
    async run(bench) {
      const { own, put } = await streamed(bench);
      const iterator = await iteratorFrom(own, fromStart);
      const writes = ["a", "b", "c", "d", "e"];
      for (const SK of writes) await put(SK);
      const records = await readFrom(own, iterator, has("e"), 2);
      expect(records.map(sortKey)).toEqual(writes);
    },
  },
  {
    name: "lists and describes the stream of a table, its last shard open",
    async run(bench) {
      const { own, put } = await streamed(bench);
      await put("a");
      const { Streams } = await own.streams.send(new ListStreamsCommand({ TableName: own.table }));
      expect(Streams?.map(({ StreamArn, TableName }) => [StreamArn, TableName])).toEqual([
        [own.streamArn, own.table],
      ]);
      const shards = await shardsOf(own);
      expect(shards.at(-1)?.SequenceNumberRange?.StartingSequenceNumber).toBeTruthy();
      expect(shards.at(-1)?.SequenceNumberRange?.EndingSequenceNumber).toBeUndefined();
    },
  },
  {
    name: "does not know a stream that is not there",
    async run({ streams, streamArn }) {
      const StreamArn = streamArn.replace(/table\/[^/]+/, "table/Nowhere");
      const ask = new GetShardIteratorCommand({
        StreamArn,
        ShardId: "shardId-00000000000000000000-00000000",
        ...fromStart,
      });
      await expect(streams.send(ask)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    },
  },
];
