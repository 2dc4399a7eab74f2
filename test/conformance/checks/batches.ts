/** BatchGetItem and BatchWriteItem. */
import { BatchGetItemCommand, BatchWriteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Bench, Check } from "../bench.ts";

const keysIn = (PK: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ PK: { S: PK }, SK: { S: `${index}` } }));

async function putAll({ client, table }: Bench, keys: ReturnType<typeof keysIn>) {
  const RequestItems = { [table]: keys.map((Item) => ({ PutRequest: { Item } })) };
  return client.send(new BatchWriteItemCommand({ RequestItems }));
}

export const batchChecks: readonly Check[] = [
  {
    name: "writes and deletes up to 25 items",
    async run(bench) {
      const keys = keysIn(bench.partition(), 25);
      expect((await putAll(bench, keys)).UnprocessedItems ?? {}).toEqual({});
      const kept = keys.slice(20);
      const RequestItems = { [bench.table]: keys.slice(0, 20).map((Key) => ({ DeleteRequest: { Key } })) };
      await bench.client.send(new BatchWriteItemCommand({ RequestItems }));
      const { Responses } = await bench.client.send(
        new BatchGetItemCommand({ RequestItems: { [bench.table]: { Keys: keys, ConsistentRead: true } } }),
      );
      expect(Responses?.[bench.table]).toHaveLength(kept.length);
      expect(Responses?.[bench.table]).toEqual(expect.arrayContaining(kept));
    },
  },
  {
    name: "refuses 26 writes, and one key twice",
    async run(bench) {
      const refused = { name: "ValidationException" };
      const keys = keysIn(bench.partition(), 26);
      await expect(putAll(bench, keys)).rejects.toMatchObject(refused);
      await expect(putAll(bench, [...keys.slice(0, 1), ...keys.slice(0, 1)])).rejects.toMatchObject(refused);
    },
  },
  {
    name: "gets up to 100 items and leaves out the missing",
    async run(bench) {
      const { client, table } = bench;
      const keys = keysIn(bench.partition(), 100);
      await putAll(bench, keys.slice(0, 25));
      await client.send(new PutItemCommand({ TableName: table, Item: { ...keys[99], note: { S: "last" } } }));
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [table]: { Keys: keys, ProjectionExpression: "SK, note" } },
        }),
      );
      expect(UnprocessedKeys ?? {}).toEqual({});
      expect(Responses?.[table]).toHaveLength(26);
      expect(Responses?.[table]).toContainEqual({ SK: { S: "99" }, note: { S: "last" } });
    },
  },
];
