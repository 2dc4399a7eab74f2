/** Single items: put, get, delete. */
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Check } from "../bench.ts";

export const itemChecks: readonly Check[] = [
  {
    name: "reads its own write at once when asked to be consistent",
    async run({ client, table: TableName, partition }) {
      const PK = { S: partition() };
      for (let turn = 0; turn < 20; turn += 1) {
        const key = { PK, SK: { S: `${turn}` } };
        await client.send(new PutItemCommand({ TableName, Item: key }));
        const { Item } = await client.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
        expect(Item).toEqual(key);
      }
    },
  },
  {
    name: "answers without an item when there is none",
    async run({ client, table: TableName, partition }) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: { PK: { S: partition() }, SK: { S: "@" } } }),
      );
      expect(Item).toBeUndefined();
    },
  },
  {
    name: "replaces the whole item on put and returns the old one",
    async run({ client, table: TableName, partition }) {
      const key = { PK: { S: partition() }, SK: { S: "@" } };
      await client.send(new PutItemCommand({ TableName, Item: { ...key, first: { S: "1" } } }));
      const { Attributes } = await client.send(
        new PutItemCommand({ TableName, Item: { ...key, second: { S: "2" } }, ReturnValues: "ALL_OLD" }),
      );
      expect(Attributes).toEqual({ ...key, first: { S: "1" } });
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
      expect(Item).toEqual({ ...key, second: { S: "2" } });
    },
  },
  {
    name: "deletes an item once, and a missing one without complaint",
    async run({ client, table: TableName, partition }) {
      const key = { PK: { S: partition() }, SK: { S: "@" } };
      await client.send(new PutItemCommand({ TableName, Item: key }));
      const remove = () =>
        client.send(new DeleteItemCommand({ TableName, Key: key, ReturnValues: "ALL_OLD" }));
      expect((await remove()).Attributes).toEqual(key);
      expect((await remove()).Attributes).toBeUndefined();
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
      expect(Item).toBeUndefined();
    },
  },
  {
    name: "returns only the projected paths, under reserved names too",
    async run({ client, table: TableName, partition }) {
      const key = { PK: { S: partition() }, SK: { S: "@" } };
      const deep = { M: { inner: { L: [{ S: "zero" }, { S: "one" }] }, other: { S: "x" } } };
      await client.send(
        new PutItemCommand({ TableName, Item: { ...key, name: { S: "n" }, deep, rest: { S: "r" } } }),
      );
      const { Item } = await client.send(
        new GetItemCommand({
          TableName,
          Key: key,
          ProjectionExpression: "#name, deep.#inner[1]",
          ExpressionAttributeNames: { "#name": "name", "#inner": "inner" },
        }),
      );
      expect(Item).toEqual({ name: { S: "n" }, deep: { M: { inner: { L: [{ S: "one" }] } } } });
    },
  },
];
