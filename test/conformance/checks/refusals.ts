/** Refusals: a mistake that AWS would refuse must not pass on a laptop. */
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import type { Check } from "../bench.ts";

const refused = { name: "ValidationException" };

export const refusalChecks: readonly Check[] = [
  {
    name: "does not know a table that is not there",
    async run({ client }) {
      const unknown = { name: "ResourceNotFoundException" };
      const key = { PK: { S: "p" }, SK: { S: "s" } };
      const TableName = "Nowhere";
      await expect(client.send(new PutItemCommand({ TableName, Item: key }))).rejects.toMatchObject(unknown);
      await expect(client.send(new GetItemCommand({ TableName, Key: key }))).rejects.toMatchObject(unknown);
      await expect(client.send(new DeleteItemCommand({ TableName, Key: key }))).rejects.toMatchObject(
        unknown,
      );
      await expect(client.send(new ScanCommand({ TableName }))).rejects.toMatchObject(unknown);
    },
  },
  {
    name: "refuses a missing key attribute, a key of another type, and a key with too much in it",
    async run({ client, table: TableName }) {
      const wrong = [
        { PK: { S: "p" } },
        { PK: { S: "p" }, SK: { N: "1" } },
        { PK: { S: "p" }, SK: { S: "s" }, more: { S: "m" } },
      ];
      for (const key of wrong) {
        await expect(client.send(new GetItemCommand({ TableName, Key: key }))).rejects.toMatchObject(refused);
      }
      for (const Item of wrong.slice(0, 2)) {
        await expect(client.send(new PutItemCommand({ TableName, Item }))).rejects.toMatchObject(refused);
      }
    },
  },
  {
    name: "refuses a reserved word as a name",
    async run({ client, table: TableName, partition }) {
      const Key = { PK: { S: partition() }, SK: { S: "@" } };
      for (const ConditionExpression of ["attribute_not_exists(name)", "attribute_not_exists(status)"]) {
        const put = client.send(new PutItemCommand({ TableName, Item: Key, ConditionExpression }));
        await expect(put).rejects.toMatchObject(refused);
      }
    },
  },
  {
    name: "refuses names and values that an expression does not use or define",
    async run({ client, table: TableName, partition }) {
      const Item = { PK: { S: partition() }, SK: { S: "@" } };
      const condition = "attribute_not_exists(PK)";
      const wrong = [
        { ConditionExpression: condition, ExpressionAttributeNames: { "#unused": "x" } },
        { ConditionExpression: condition, ExpressionAttributeValues: { ":unused": { S: "x" } } },
        { ConditionExpression: "x = :undefined" },
        { ConditionExpression: "#undefined = x" },
        { ConditionExpression: "attribute_not_exists(PK" },
      ];
      for (const expressions of wrong) {
        const put = client.send(new PutItemCommand({ TableName, Item, ...expressions }));
        await expect(put).rejects.toMatchObject(refused);
      }
    },
  },
  {
    name: "refuses a query without the partition key, and a filter on a key",
    async run({ client, table: TableName }) {
      const values = { ":s": { S: "s" } };
      const noPartition = new QueryCommand({
        TableName,
        KeyConditionExpression: "SK = :s",
        ExpressionAttributeValues: values,
      });
      await expect(client.send(noPartition)).rejects.toMatchObject(refused);
      const keyFilter = new QueryCommand({
        TableName,
        KeyConditionExpression: "PK = :s",
        FilterExpression: "SK = :s",
        ExpressionAttributeValues: values,
      });
      await expect(client.send(keyFilter)).rejects.toMatchObject(refused);
    },
  },
  {
    name: "refuses an index attribute of another type",
    async run({ client, table: TableName, partition }) {
      const Key = { PK: { S: partition() }, SK: { S: "@" } };
      const Item = { ...Key, status: { N: "1" } };
      await expect(client.send(new PutItemCommand({ TableName, Item }))).rejects.toMatchObject(refused);
      const update = new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: "SET score = :text",
        ExpressionAttributeValues: { ":text": { S: "text" } },
      });
      await expect(client.send(update)).rejects.toMatchObject(refused);
    },
  },
  {
    name: "refuses keys over 2048 and 1024 bytes",
    async run({ client, table: TableName }) {
      const put = (PK: string, SK: string) =>
        client.send(new PutItemCommand({ TableName, Item: { PK: { S: PK }, SK: { S: SK } } }));
      await put("p".repeat(2048), "s".repeat(1024));
      await expect(put("p".repeat(2049), "s")).rejects.toMatchObject(refused);
      await expect(put("p", "s".repeat(1025))).rejects.toMatchObject(refused);
    },
  },
  {
    name: "answers an unknown operation with UnknownOperationException",
    async run({ url }) {
      for (const target of ["DynamoDB_20120810.MakeCoffee", "DynamoDBStreams_20120810.MakeTea"]) {
        const response = await fetch(url, {
          method: "POST",
          headers: {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": target,
            "x-amz-date": "20200101T000000Z",
            authorization:
              "AWS4-HMAC-SHA256 Credential=AKIALOCAL1/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
          },
          body: "{}",
        });
        expect(response.status).toBe(400);
        expect(await response.text()).toContain("UnknownOperationException");
      }
    },
  },
];
