/** Queries over one partition, and the scan that the sweeper uses. */
import {
  type AttributeValue,
  BatchWriteItemCommand,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Bench, Check } from "../bench.ts";

/** Twenty-five events, `E#00` to `E#24`, and the partition's own row `@`. */
async function timeline({ client, table, partition }: Bench): Promise<string> {
  const PK = partition();
  const events = Array.from({ length: 24 }, (_, index) => {
    const SK = `E#${String(index).padStart(2, "0")}`;
    return { PK: { S: PK }, SK: { S: SK }, even: { BOOL: index % 2 === 0 }, name: { S: SK } };
  });
  const items = [...events, { PK: { S: PK }, SK: { S: "@" } }];
  const RequestItems = { [table]: items.map((Item) => ({ PutRequest: { Item } })) };
  await client.send(new BatchWriteItemCommand({ RequestItems }));
  return PK;
}

async function query(
  { client, table }: Bench,
  PK: string,
  more: Partial<QueryCommandInput> = {},
  values: Record<string, AttributeValue> = {},
) {
  return client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "PK = :p AND begins_with(SK, :e)",
      ...more,
      ExpressionAttributeValues: {
        ":p": { S: PK },
        ...(more.KeyConditionExpression === undefined && { ":e": { S: "E#" } }),
        ...values,
      },
    }),
  );
}

const sortKeys = (items: Record<string, AttributeValue>[] | undefined) => items?.map(({ SK }) => SK?.S);

async function allPages(bench: Bench, PK: string, more: Partial<QueryCommandInput>) {
  const keys: (string | undefined)[] = [];
  let pages = 0;
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await query(bench, PK, { ...more, ExclusiveStartKey });
    keys.push(...(sortKeys(page.Items) ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
    pages += 1;
  } while (ExclusiveStartKey);
  return { keys, pages };
}

export const queryChecks: readonly Check[] = [
  {
    name: "finds by begins_with",
    async run(bench) {
      const PK = await timeline(bench);
      const { Items, Count } = await query(bench, PK);
      expect(Count).toBe(24);
      expect(sortKeys(Items)).toEqual(sortKeys(Items)?.toSorted());
    },
  },
  {
    name: "finds between two sort keys, both included",
    async run(bench) {
      const PK = await timeline(bench);
      const KeyConditionExpression = "PK = :p AND SK BETWEEN :a AND :b";
      const { Items } = await query(
        bench,
        PK,
        { KeyConditionExpression },
        { ":a": { S: "E#05" }, ":b": { S: "E#07" } },
      );
      expect(sortKeys(Items)).toEqual(["E#05", "E#06", "E#07"]);
    },
  },
  {
    name: "finds before and after a sort key",
    async run(bench) {
      const PK = await timeline(bench);
      const under = await query(
        bench,
        PK,
        { KeyConditionExpression: "PK = :p AND SK < :a" },
        { ":a": { S: "E#02" } },
      );
      expect(sortKeys(under.Items)).toEqual(["@", "E#00", "E#01"]);
      const from = await query(
        bench,
        PK,
        { KeyConditionExpression: "PK = :p AND SK >= :a" },
        { ":a": { S: "E#22" } },
      );
      expect(sortKeys(from.Items)).toEqual(["E#22", "E#23"]);
    },
  },
  {
    name: "reads newest first",
    async run(bench) {
      const PK = await timeline(bench);
      const { Items } = await query(bench, PK, { ScanIndexForward: false, Limit: 3 });
      expect(sortKeys(Items)).toEqual(["E#23", "E#22", "E#21"]);
    },
  },
  {
    name: "pages in both directions without gap or repetition",
    async run(bench) {
      const PK = await timeline(bench);
      const all = sortKeys((await query(bench, PK)).Items);
      const forward = await allPages(bench, PK, { Limit: 7 });
      expect(forward).toEqual({ keys: all, pages: 4 });
      const backward = await allPages(bench, PK, { Limit: 7, ScanIndexForward: false });
      expect(backward).toEqual({ keys: all?.toReversed(), pages: 4 });
    },
  },
  {
    name: "starts after a key that is no longer there",
    async run(bench) {
      const PK = await timeline(bench);
      const ExclusiveStartKey = { PK: { S: PK }, SK: { S: "E#05x" } };
      const { Items } = await query(bench, PK, { ExclusiveStartKey, Limit: 1 });
      expect(sortKeys(Items)).toEqual(["E#06"]);
    },
  },
  {
    name: "filters after the limit and says how many it looked at",
    async run(bench) {
      const PK = await timeline(bench);
      const page = await query(
        bench,
        PK,
        { FilterExpression: "even = :yes", Limit: 5 },
        { ":yes": { BOOL: true } },
      );
      expect(sortKeys(page.Items)).toEqual(["E#00", "E#02", "E#04"]);
      expect(page).toMatchObject({ Count: 3, ScannedCount: 5, LastEvaluatedKey: { SK: { S: "E#04" } } });
    },
  },
  {
    name: "projects, and counts without items",
    async run(bench) {
      const PK = await timeline(bench);
      const projected = await query(bench, PK, {
        ProjectionExpression: "#name",
        ExpressionAttributeNames: { "#name": "name" },
        Limit: 1,
      });
      expect(projected.Items).toEqual([{ name: { S: "E#00" } }]);
      const counted = await query(bench, PK, { Select: "COUNT" });
      expect(counted.Count).toBe(24);
      expect(counted.Items).toBeUndefined();
    },
  },
  {
    name: "ends a page at 1 MB",
    async run(bench) {
      const { client, table, partition } = bench;
      const PK = partition();
      const note = { S: "x".repeat(150_000) };
      for (let part = 0; part < 9; part += 1) {
        const put = { PutRequest: { Item: { PK: { S: PK }, SK: { S: `E#${part}` }, note } } };
        await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: [put] } }));
      }
      const { keys, pages } = await allPages(bench, PK, {});
      expect(keys).toHaveLength(9);
      expect(pages).toBe(2);
    },
  },
  {
    name: "scans the whole table in pages, filtered",
    async run(bench) {
      const { client, createTable } = bench;
      const own = { ...bench, ...(await createTable()) };
      const [first, second] = [await timeline(own), await timeline(own)];
      const found: (string | undefined)[] = [];
      const pages = paginateScan(
        { client, pageSize: 11 },
        {
          TableName: own.table,
          FilterExpression: "even = :yes",
          ExpressionAttributeValues: { ":yes": { BOOL: true } },
        },
      );
      for await (const page of pages) {
        expect(page.ScannedCount).toBeLessThanOrEqual(11);
        found.push(...(page.Items ?? []).map(({ PK, SK }) => `${PK?.S} ${SK?.S}`));
      }
      expect(new Set(found).size).toBe(24);
      expect(found).toEqual(expect.arrayContaining([`${first} E#00`, `${second} E#22`]));
    },
  },
];
