/** Conditional writes: what idempotency, capacity and fencing tokens stand on. */
import {
  type ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Bench, Check } from "../bench.ts";

const failed = { name: "ConditionalCheckFailedException" };

async function agentRow({ client, table: TableName, partition }: Bench) {
  const key = { PK: { S: partition() }, SK: { S: "@" } };
  const item = {
    ...key,
    fence: { N: "7" },
    load: { N: "0.5" },
    skills: { SS: ["tr", "en"] },
    name: { S: "Ada" },
  };
  await client.send(new PutItemCommand({ TableName, Item: item }));
  return { TableName, Key: key, item };
}

/** Whether a condition holds for the agent's row, by an update that changes nothing else. */
async function holds(
  bench: Bench,
  condition: string,
  values?: Record<string, object>,
  names?: Record<string, string>,
) {
  const { TableName, Key } = await agentRow(bench);
  const update = new UpdateItemCommand({
    TableName,
    Key,
    UpdateExpression: "SET seen = if_not_exists(seen, PK)",
    ConditionExpression: condition,
    ...(values && { ExpressionAttributeValues: values as never }),
    ...(names && { ExpressionAttributeNames: names }),
  });
  return bench.client.send(update).then(
    () => true,
    (error: Error) => {
      expect(error).toMatchObject(failed);
      return false;
    },
  );
}

export const conditionChecks: readonly Check[] = [
  {
    name: "puts once with attribute_not_exists",
    async run({ client, table: TableName, partition }) {
      const key = { PK: { S: partition() }, SK: { S: "@" } };
      const put = (note: string) =>
        client.send(
          new PutItemCommand({
            TableName,
            Item: { ...key, note: { S: note } },
            ConditionExpression: "attribute_not_exists(PK)",
          }),
        );
      await put("first");
      await expect(put("second")).rejects.toMatchObject(failed);
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
      expect(Item?.note).toEqual({ S: "first" });
    },
  },
  {
    name: "returns the item of a failed condition when asked, for put, update and delete",
    async run(bench) {
      const { TableName, Key, item } = await agentRow(bench);
      const asked = {
        TableName,
        ConditionExpression: "attribute_not_exists(PK)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      } as const;
      const writes = [
        () => bench.client.send(new PutItemCommand({ ...asked, Item: { ...Key, fence: { N: "8" } } })),
        () => bench.client.send(new UpdateItemCommand({ ...asked, Key, UpdateExpression: "REMOVE fence" })),
        () => bench.client.send(new DeleteItemCommand({ ...asked, Key })),
      ];
      for (const write of writes) {
        const error = await write().catch((failure: ConditionalCheckFailedException) => failure);
        expect(error).toMatchObject({ ...failed, Item: { ...item, skills: expect.anything() } });
      }
    },
  },
  {
    name: "keeps the item of a failed condition to itself when not asked",
    async run(bench) {
      const { TableName, Key } = await agentRow(bench);
      const remove = new DeleteItemCommand({
        TableName,
        Key,
        ConditionExpression: "attribute_not_exists(PK)",
      });
      const error = await bench.client
        .send(remove)
        .catch((failure: ConditionalCheckFailedException) => failure);
      expect(error).toMatchObject(failed);
      expect(error).toHaveProperty("Item", undefined);
    },
  },
  {
    name: "compares numbers as numbers",
    async run(bench) {
      expect(
        await holds(bench, "fence < :ten AND fence >= :seven", {
          ":ten": { N: "10" },
          ":seven": { N: "7.0" },
        }),
      ).toBe(true);
      expect(
        await holds(
          bench,
          "#load BETWEEN :a AND :b",
          { ":a": { N: "0.25" }, ":b": { N: "0.49" } },
          { "#load": "load" },
        ),
      ).toBe(false);
    },
  },
  {
    name: "evaluates the functions and operators of conditions",
    async run(bench) {
      const en = { ":en": { S: "en" } };
      const two = { ":two": { N: "2" } };
      expect(await holds(bench, "contains(skills, :en)", en)).toBe(true);
      expect(await holds(bench, "NOT contains(skills, :en)", en)).toBe(false);
      expect(await holds(bench, "size(skills) = :two", two)).toBe(true);
      expect(await holds(bench, "attribute_type(fence, :n)", { ":n": { S: "N" } })).toBe(true);
      expect(await holds(bench, "fence IN (:a, :b)", { ":a": { N: "1" }, ":b": { N: "7" } })).toBe(true);
      expect(
        await holds(bench, "begins_with(SK, :at) AND (attribute_not_exists(gone) OR fence <> :at)", {
          ":at": { S: "@" },
        }),
      ).toBe(true);
    },
  },
  {
    name: "takes a missing attribute for unequal to everything",
    async run(bench) {
      expect(await holds(bench, "gone = :x", { ":x": { S: "x" } })).toBe(false);
      expect(await holds(bench, "gone <> :x", { ":x": { S: "x" } })).toBe(true);
      expect(await holds(bench, "gone < :x", { ":x": { S: "x" } })).toBe(false);
    },
  },
];
