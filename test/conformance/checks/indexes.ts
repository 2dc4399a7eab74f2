/** Sparse global secondary indexes: waiting cases, free agents, open cases. */
import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, vi } from "vitest";
import type { Bench, Check } from "../bench.ts";

/** Indexes follow their table a little later, on AWS too. */
const eventually = (assertion: () => Promise<void>) =>
  vi.waitFor(assertion, { timeout: 5_000, interval: 10 });

function inIndex({ client, table }: Bench, status: string, more: Partial<QueryCommandInput> = {}) {
  return client.send(
    new QueryCommand({
      TableName: table,
      IndexName: "byStatus",
      KeyConditionExpression: "#status = :status",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":status": { S: status } },
      ...more,
    }),
  );
}

const partitions = (items: Record<string, AttributeValue>[] | undefined) => items?.map(({ PK }) => PK?.S);

async function waitingCase({ client, table, partition }: Bench, status: string, since: string, score = "0") {
  const PK = partition();
  const Item = {
    PK: { S: PK },
    SK: { S: "@" },
    status: { S: status },
    since: { S: since },
    score: { N: score },
  };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  return PK;
}

export const indexChecks: readonly Check[] = [
  {
    name: "holds only the items that have the index's attributes",
    async run(bench) {
      const status = bench.partition();
      const waiting = await waitingCase(bench, status, "1");
      const incomplete = { PK: { S: bench.partition() }, SK: { S: "@" }, status: { S: status } };
      await bench.client.send(new PutItemCommand({ TableName: bench.table, Item: incomplete }));
      await eventually(async () => {
        const { Items } = await inIndex(bench, status);
        expect(partitions(Items)).toEqual([waiting]);
        expect(Items?.[0]).toHaveProperty("score", { N: "0" });
      });
    },
  },
  {
    name: "drops an item whose index attribute is removed, and follows one that changes",
    async run(bench) {
      const status = bench.partition();
      const [first, second, third] = [
        await waitingCase(bench, status, "1"),
        await waitingCase(bench, status, "2"),
        await waitingCase(bench, status, "3"),
      ];
      const update = (PK: string, UpdateExpression: string, values?: Record<string, AttributeValue>) =>
        bench.client.send(
          new UpdateItemCommand({
            TableName: bench.table,
            Key: { PK: { S: PK }, SK: { S: "@" } },
            UpdateExpression,
            ExpressionAttributeValues: values,
          }),
        );
      await update(first, "REMOVE since");
      await update(second, "SET since = :last", { ":last": { S: "9" } });
      await eventually(async () =>
        expect(partitions((await inIndex(bench, status)).Items)).toEqual([third, second]),
      );
      await bench.client.send(
        new DeleteItemCommand({ TableName: bench.table, Key: { PK: { S: third }, SK: { S: "@" } } }),
      );
      await eventually(async () =>
        expect(partitions((await inIndex(bench, status)).Items)).toEqual([second]),
      );
    },
  },
  {
    name: "pages over an index whose sort keys repeat",
    async run(bench) {
      const status = bench.partition();
      const cases: string[] = [];
      for (const since of ["1", "2", "2", "2", "3"]) cases.push(await waitingCase(bench, status, since));
      await eventually(async () => {
        const found: (string | undefined)[] = [];
        let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
        do {
          const page = await inIndex(bench, status, { Limit: 2, ExclusiveStartKey });
          found.push(...(partitions(page.Items) ?? []));
          ExclusiveStartKey = page.LastEvaluatedKey;
        } while (ExclusiveStartKey);
        expect(found).toHaveLength(5);
        expect(new Set(found)).toEqual(new Set(cases));
      });
    },
  },
  {
    name: "orders a numeric sort key by value and projects keys only",
    async run(bench) {
      const status = bench.partition();
      const byScore = new Map<string, string>();
      for (const score of ["10", "9", "-1.5", "100", "0.25"]) {
        byScore.set(score, await waitingCase(bench, status, "1", score));
      }
      await eventually(async () => {
        const { Items } = await inIndex(bench, status, { IndexName: "byScore" });
        expect(Items?.map(({ score }) => score?.N)).toEqual(["-1.5", "0.25", "9", "10", "100"]);
        expect(Items?.[0]).toEqual({
          PK: { S: byScore.get("-1.5") },
          SK: { S: "@" },
          status: { S: status },
          score: { N: "-1.5" },
        });
      });
    },
  },
  {
    name: "refuses a consistent read of an index, and an index that is not there",
    async run(bench) {
      const refused = { name: "ValidationException" };
      await expect(inIndex(bench, "x", { ConsistentRead: true })).rejects.toMatchObject(refused);
      await expect(inIndex(bench, "x", { IndexName: "byNothing" })).rejects.toMatchObject(refused);
    },
  },
];
