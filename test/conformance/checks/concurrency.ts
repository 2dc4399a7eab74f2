/** Races: nothing lost, one winner. */
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import { type Check, clientSettings } from "../bench.ts";

export const concurrencyChecks: readonly Check[] = [
  {
    name: "loses none of 500 parallel additions",
    async run({ client, table: TableName, partition }) {
      const Key = { PK: { S: partition() }, SK: { S: "@" } };
      const values = { ":one": { N: "1" } };
      const add = new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: values,
      });
      await Promise.all(Array.from({ length: 500 }, () => client.send(add)));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      expect(Item?.n).toEqual({ N: "500" });
    },
  },
  {
    name: "lets one of 100 racing conditional puts win, over several clients",
    async run({ client, url, table: TableName, partition }) {
      const key = { PK: { S: partition() }, SK: { S: "@" } };
      const clients = Array.from({ length: 4 }, () => new DynamoDBClient(clientSettings(url)));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 100 }, (_, racer) =>
          clients[racer % 4]?.send(
            new PutItemCommand({
              TableName,
              Item: { ...key, racer: { N: `${racer}` } },
              ConditionExpression: "attribute_not_exists(PK)",
            }),
          ),
        ),
      );
      for (const each of clients) each.destroy();
      const winners = outcomes.flatMap(({ status }, racer) => (status === "fulfilled" ? [racer] : []));
      expect(winners).toHaveLength(1);
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
      expect(Item?.racer).toEqual({ N: `${winners[0]}` });
    },
  },
  {
    name: "lets one of 20 racing transactions take the last place",
    async run({ client, table: TableName, partition }) {
      const PK = { S: partition() };
      const Key = { PK, SK: { S: "capacity" } };
      await client.send(new PutItemCommand({ TableName, Item: { ...Key, free: { N: "1" } } }));
      const take = (racer: number) =>
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: [
              {
                Update: {
                  TableName,
                  Key,
                  UpdateExpression: "SET #free = #free - :one",
                  ConditionExpression: "#free >= :one",
                  ExpressionAttributeNames: { "#free": "free" },
                  ExpressionAttributeValues: { ":one": { N: "1" } },
                },
              },
              { Put: { TableName, Item: { PK, SK: { S: `R#${racer}` } } } },
            ],
          }),
        );
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, racer) => take(racer)));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      expect(Item?.free).toEqual({ N: "0" });
    },
  },
];
