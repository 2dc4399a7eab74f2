/** Values: what goes in comes out, up to DynamoDB's limits. */
import { type AttributeValue, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Bench, Check } from "../bench.ts";

async function throughTable(bench: Bench, value: AttributeValue): Promise<AttributeValue | undefined> {
  const key = { PK: { S: bench.partition() }, SK: { S: "@" } };
  await bench.client.send(new PutItemCommand({ TableName: bench.table, Item: { ...key, value } }));
  const { Item } = await bench.client.send(new GetItemCommand({ TableName: bench.table, Key: key }));
  return Item?.value;
}

const refused = { name: "ValidationException" };
const itemLimit = 400 * 1024;
/** Attribute names and keys count too: PK, SK, value, `I#` and up to five digits, `@`. */
const overhead = 24;

export const valueChecks: readonly Check[] = [
  {
    name: "keeps every type",
    async run(bench) {
      const scalars: AttributeValue[] = [{ S: "s" }, { N: "1.5" }, { BOOL: false }, { NULL: true }];
      const nested: AttributeValue = {
        M: { list: { L: [...scalars, { L: [] }, { M: {} }] }, "": { S: "" } },
      };
      const value: AttributeValue = { L: [...scalars, nested, { B: new Uint8Array([0, 255]) }] };
      delete value.L?.[4]?.M?.[""];
      expect(await throughTable(bench, value)).toEqual(value);
      const sets = await throughTable(bench, { M: { s: { SS: ["a", "b"] }, n: { NS: ["1", "2"] } } });
      expect(sets?.M?.s?.SS?.toSorted()).toEqual(["a", "b"]);
      expect(sets?.M?.n?.NS?.toSorted()).toEqual(["1", "2"]);
    },
  },
  {
    name: "keeps empty strings and binaries outside keys",
    async run(bench) {
      expect(await throughTable(bench, { S: "" })).toEqual({ S: "" });
      expect(await throughTable(bench, { B: new Uint8Array() })).toEqual({ B: new Uint8Array() });
    },
  },
  {
    name: "refuses an empty string in a key",
    async run({ client, table: TableName }) {
      const put = client.send(new PutItemCommand({ TableName, Item: { PK: { S: "" }, SK: { S: "@" } } }));
      await expect(put).rejects.toMatchObject(refused);
    },
  },
  {
    name: "keeps NUL bytes, emoji and combining marks in values and keys",
    async run(bench) {
      const text = "nul\0 👩‍👩‍👧‍👦 İı e\u0301 \u{10FFFF}";
      expect(await throughTable(bench, { S: text })).toEqual({ S: text });
      const key = { PK: { S: bench.partition() }, SK: { S: text } };
      await bench.client.send(new PutItemCommand({ TableName: bench.table, Item: key }));
      const { Item } = await bench.client.send(new GetItemCommand({ TableName: bench.table, Key: key }));
      expect(Item).toEqual(key);
    },
  },
  {
    name: "orders sort keys by their UTF-8 bytes",
    async run({ client, table: TableName, partition }) {
      const PK = partition();
      const sorted = ["A", "AA", "B", "a", "a\0", "a ", "z", "é", "￿", "😀"];
      for (const SK of sorted.toReversed()) {
        await client.send(new PutItemCommand({ TableName, Item: { PK: { S: PK }, SK: { S: SK } } }));
      }
      const { Items } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "PK = :p",
          ExpressionAttributeValues: { ":p": { S: PK } },
        }),
      );
      expect(Items?.map(({ SK }) => SK?.S)).toEqual(sorted);
    },
  },
  {
    name: "keeps binaries byte for byte",
    async run(bench) {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      expect(await throughTable(bench, { B: bytes })).toEqual({ B: bytes });
    },
  },
  {
    name: "keeps 38 digits of a number",
    async run(bench) {
      const digits = "12345678901234567890123456789012345678";
      expect(await throughTable(bench, { N: digits })).toEqual({ N: digits });
      expect(await throughTable(bench, { N: `-0.${digits}` })).toEqual({ N: `-0.${digits}` });
    },
  },
  {
    name: "refuses 39 digits of a number",
    async run(bench) {
      await expect(
        throughTable(bench, { N: "123456789012345678901234567890123456789" }),
      ).rejects.toMatchObject(refused);
    },
  },
  {
    name: "takes an item of 400 KB and refuses a larger one",
    async run(bench) {
      const text = "x".repeat(itemLimit - overhead);
      expect((await throughTable(bench, { S: text }))?.S).toHaveLength(text.length);
      await expect(throughTable(bench, { S: `${text}${"x".repeat(overhead)}` })).rejects.toMatchObject(
        refused,
      );
    },
  },
  {
    name: "counts the 400 KB of an item in UTF-8 bytes",
    async run(bench) {
      await expect(throughTable(bench, { S: "ş".repeat(itemLimit / 2) })).rejects.toMatchObject(refused);
    },
  },
];
