/** Update expressions. */
import { type AttributeValue, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Bench, Check } from "../bench.ts";

type Attributes = Record<string, AttributeValue>;

/** Puts `start`, updates it, and returns the attributes that the update reports, without the key. */
async function updated(
  { client, table: TableName, partition }: Bench,
  start: Attributes | undefined,
  UpdateExpression: string,
  values?: Attributes,
  ReturnValues: "ALL_NEW" | "UPDATED_NEW" | "UPDATED_OLD" | "ALL_OLD" = "ALL_NEW",
) {
  const key = { PK: { S: partition() }, SK: { S: "@" } };
  if (start) await client.send(new PutItemCommand({ TableName, Item: { ...key, ...start } }));
  const { Attributes: reported } = await client.send(
    new UpdateItemCommand({
      TableName,
      Key: key,
      UpdateExpression,
      ExpressionAttributeValues: values,
      ReturnValues,
    }),
  );
  const { PK: _p, SK: _s, ...rest } = reported ?? {};
  return rest;
}

export const updateChecks: readonly Check[] = [
  {
    name: "sets, removes, adds and deletes in one expression",
    async run(bench) {
      const start = { a: { S: "old" }, b: { S: "gone" }, n: { N: "1" }, tags: { SS: ["x", "y"] } };
      const values = { ":a": { S: "new" }, ":n": { N: "2.5" }, ":tags": { SS: ["y"] } };
      const after = await updated(bench, start, "SET a = :a REMOVE b ADD n :n DELETE tags :tags", values);
      expect(after).toEqual({ a: { S: "new" }, n: { N: "3.5" }, tags: { SS: ["x"] } });
    },
  },
  {
    name: "makes the item when there is none, and counts from zero",
    async run(bench) {
      expect(
        await updated(bench, undefined, "ADD n :one SET m = if_not_exists(m, :one)", { ":one": { N: "1" } }),
      ).toEqual({
        n: { N: "1" },
        m: { N: "1" },
      });
    },
  },
  {
    name: "keeps what is there with if_not_exists and appends with list_append",
    async run(bench) {
      const values = { ":two": { N: "2" }, ":more": { L: [{ S: "b" }] }, ":none": { L: [] } };
      const expression =
        "SET n = if_not_exists(n, :two), l = list_append(l, :more), k = list_append(if_not_exists(k, :none), :more)";
      expect(await updated(bench, { n: { N: "1" }, l: { L: [{ S: "a" }] } }, expression, values)).toEqual({
        n: { N: "1" },
        l: { L: [{ S: "a" }, { S: "b" }] },
        k: { L: [{ S: "b" }] },
      });
    },
  },
  {
    name: "does decimal arithmetic exactly",
    async run(bench) {
      const values = { ":a": { N: "0.1" }, ":b": { N: "1" } };
      expect(
        await updated(bench, { n: { N: "0.2" }, m: { N: "0.3" } }, "SET n = n + :a, m = :b - m", values),
      ).toEqual({
        n: { N: "0.3" },
        m: { N: "0.7" },
      });
    },
  },
  {
    name: "adds to a set, and drops a set that becomes empty",
    async run(bench) {
      const more = await updated(bench, { s: { SS: ["a"] } }, "ADD s :s", { ":s": { SS: ["a", "b"] } });
      expect(more.s?.SS?.toSorted()).toEqual(["a", "b"]);
      expect(await updated(bench, { s: { SS: ["a"] } }, "DELETE s :s", { ":s": { SS: ["a"] } })).toEqual({});
    },
  },
  {
    name: "updates inside maps and lists",
    async run(bench) {
      const start = {
        m: { M: { deep: { M: { x: { N: "1" } } } } },
        l: { L: [{ S: "0" }, { S: "1" }, { S: "2" }] },
      };
      const after = await updated(bench, start, "SET m.deep.y = :v, l[0] = :v REMOVE l[1], m.deep.x", {
        ":v": { S: "v" },
      });
      expect(after).toEqual({
        m: { M: { deep: { M: { y: { S: "v" } } } } },
        l: { L: [{ S: "v" }, { S: "2" }] },
      });
    },
  },
  {
    name: "reports the updated attributes, old or new",
    async run(bench) {
      const start = { a: { S: "1" }, b: { S: "1" } };
      const values = { ":two": { S: "2" } };
      expect(await updated(bench, start, "SET a = :two", values, "UPDATED_NEW")).toEqual({ a: { S: "2" } });
      expect(await updated(bench, start, "SET a = :two", values, "UPDATED_OLD")).toEqual({ a: { S: "1" } });
      expect(await updated(bench, start, "SET a = :two", values, "ALL_OLD")).toEqual(start);
    },
  },
  {
    name: "refuses a path through what is not there, arithmetic on text, and a new key",
    async run(bench) {
      const refused = { name: "ValidationException" };
      const one = { ":one": { N: "1" } };
      await expect(updated(bench, {}, "SET gone.x = :one", one)).rejects.toMatchObject(refused);
      await expect(updated(bench, { t: { S: "t" } }, "ADD t :one", one)).rejects.toMatchObject(refused);
      await expect(updated(bench, {}, "SET SK = :s", { ":s": { S: "s" } })).rejects.toMatchObject(refused);
    },
  },
];
