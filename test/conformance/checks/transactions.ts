/** TransactWriteItems and TransactGetItems. */
import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Bench, Check } from "../bench.ts";

const cancelled = { name: "TransactionCanceledException" };
const one = { ":one": { N: "1" } };

function rowsOf({ client, table: TableName, partition }: Bench) {
  const PK = { S: partition() };
  const at = (SK: string) => ({ TableName, Key: { PK, SK: { S: SK } } });
  return {
    at,
    put: (SK: string, n: string) =>
      client.send(new PutItemCommand({ TableName, Item: { PK, SK: { S: SK }, n: { N: n } } })),
    number: async (SK: string) =>
      (await client.send(new GetItemCommand({ ...at(SK), ConsistentRead: true }))).Item?.n?.N,
    putting: (SK: string, n: string) => ({ Put: { TableName, Item: { PK, SK: { S: SK }, n: { N: n } } } }),
    adding: (SK: string) => ({
      Update: { ...at(SK), UpdateExpression: "ADD n :one", ExpressionAttributeValues: one },
    }),
    transact: (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
      client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken })),
  };
}

export const transactionChecks: readonly Check[] = [
  {
    name: "applies puts, updates and deletes together when every check holds",
    async run(bench) {
      const rows = rowsOf(bench);
      await rows.put("update", "1");
      await rows.put("delete", "1");
      await rows.put("check", "1");
      await rows.transact([
        rows.putting("put", "5"),
        rows.adding("update"),
        { Delete: rows.at("delete") },
        {
          ConditionCheck: {
            ...rows.at("check"),
            ConditionExpression: "n = :one",
            ExpressionAttributeValues: one,
          },
        },
        { ConditionCheck: { ...rows.at("nothing"), ConditionExpression: "attribute_not_exists(PK)" } },
      ]);
      expect(await rows.number("put")).toBe("5");
      expect(await rows.number("update")).toBe("2");
      expect(await rows.number("delete")).toBeUndefined();
      expect(await rows.number("check")).toBe("1");
      expect(await rows.number("nothing")).toBeUndefined();
    },
  },
  {
    name: "applies nothing when one condition fails, and says which, with its item",
    async run(bench) {
      const rows = rowsOf(bench);
      await rows.put("held", "9");
      const error = await rows
        .transact([
          rows.putting("new", "1"),
          rows.adding("other"),
          {
            Delete: {
              ...rows.at("held"),
              ConditionExpression: "n = :one",
              ExpressionAttributeValues: one,
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
          },
          { ConditionCheck: { ...rows.at("held2"), ConditionExpression: "attribute_exists(PK)" } },
        ])
        .catch((failure: TransactionCanceledException) => failure as TransactionCanceledException);
      expect(error).toMatchObject(cancelled);
      const reasons = (error as TransactionCanceledException).CancellationReasons;
      expect(reasons?.map(({ Code }) => Code)).toEqual([
        "None",
        "None",
        "ConditionalCheckFailed",
        "ConditionalCheckFailed",
      ]);
      expect(reasons?.[2]?.Item?.n).toEqual({ N: "9" });
      expect(reasons?.[3]?.Item).toBeUndefined();
      expect(await rows.number("new")).toBeUndefined();
      expect(await rows.number("other")).toBeUndefined();
      expect(await rows.number("held")).toBe("9");
    },
  },
  {
    name: "applies nothing when one update does not fit its item",
    async run(bench) {
      const rows = rowsOf(bench);
      const text = { ...rows.at("text").Key, n: { S: "text" } };
      await bench.client.send(new PutItemCommand({ TableName: bench.table, Item: text }));
      const error = rows.transact([rows.putting("new", "1"), rows.adding("text")]);
      await expect(error).rejects.toMatchObject({
        ...cancelled,
        CancellationReasons: [{ Code: "None" }, { Code: "ValidationError" }],
      });
      expect(await rows.number("new")).toBeUndefined();
    },
  },
  {
    name: "refuses one item twice, more than 100 items, and an unknown table",
    async run(bench) {
      const rows = rowsOf(bench);
      await expect(rows.transact([rows.putting("a", "1"), rows.adding("a")])).rejects.toMatchObject({
        name: "ValidationException",
      });
      const many = Array.from({ length: 101 }, (_, index) => rows.putting(`${index}`, "1"));
      await expect(rows.transact(many)).rejects.toMatchObject({ name: "ValidationException" });
      const elsewhere = { Delete: { ...rows.at("a"), TableName: "Nowhere" } };
      await expect(rows.transact([elsewhere])).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    },
  },
  {
    name: "applies a repeated client token once, and refuses it for something else",
    async run(bench) {
      const rows = rowsOf(bench);
      const token = `token-${bench.partition()}`;
      await rows.transact([rows.adding("counter")], token);
      await rows.transact([rows.adding("counter")], token);
      expect(await rows.number("counter")).toBe("1");
      await expect(rows.transact([rows.adding("another")], token)).rejects.toMatchObject({
        name: "IdempotentParameterMismatchException",
      });
    },
  },
  {
    name: "gets items of one moment, in order, the missing ones empty",
    async run(bench) {
      const rows = rowsOf(bench);
      await rows.put("a", "1");
      await rows.put("b", "2");
      const gets = [{ Get: rows.at("b") }, { Get: rows.at("missing") }, { Get: rows.at("a") }];
      const { Responses } = await bench.client.send(new TransactGetItemsCommand({ TransactItems: gets }));
      expect(Responses?.map(({ Item }) => Item?.n?.N)).toEqual(["2", undefined, "1"]);
    },
  },
  {
    name: "gets only the projected attributes in a transaction",
    async run(bench) {
      const rows = rowsOf(bench);
      await rows.put("a", "1");
      const Get = { ...rows.at("a"), ProjectionExpression: "n" };
      const { Responses } = await bench.client.send(
        new TransactGetItemsCommand({ TransactItems: [{ Get }] }),
      );
      expect(Responses).toEqual([{ Item: { n: { N: "1" } } }]);
    },
  },
  {
    name: "never shows half a transaction to a transactional read",
    async run(bench) {
      const rows = rowsOf(bench);
      const gets = { TransactItems: [{ Get: rows.at("left") }, { Get: rows.at("right") }] };
      let writing = true;
      const writer = (async () => {
        for (let turn = 0; turn < 40; turn += 1)
          await rows.transact([rows.adding("left"), rows.adding("right")]);
        writing = false;
      })();
      let reads = 0;
      while (writing) {
        const { Responses } = await bench.client.send(new TransactGetItemsCommand(gets));
        const [left, right] = Responses?.map(({ Item }) => Item?.n?.N) ?? [];
        expect(left).toBe(right);
        reads += 1;
      }
      await writer;
      expect(reads).toBeGreaterThan(0);
      expect(await rows.number("left")).toBe("40");
    },
  },
];
