/** Tables: what the runtime asks for is what it gets, under any identity. */
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import { type Check, clientSettings, tableDefinition } from "../bench.ts";

export const tableChecks: readonly Check[] = [
  {
    name: "describes an on-demand table with its stream and indexes",
    async run({ client, table, streamArn }) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
      expect(Table).toMatchObject({
        TableName: table,
        TableStatus: "ACTIVE",
        TableArn: expect.stringMatching(new RegExp(`^arn:aws:dynamodb:[^:]+:\\d{12}:table/${table}$`)),
        BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
        KeySchema: tableDefinition.KeySchema,
        StreamSpecification: tableDefinition.StreamSpecification,
        LatestStreamArn: streamArn,
      });
      const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName, IndexStatus }) => [
        IndexName,
        IndexStatus,
      ]);
      expect(indexes?.sort()).toEqual([
        ["byScore", "ACTIVE"],
        ["byStatus", "ACTIVE"],
      ]);
    },
  },
  {
    name: "refuses a second table of the same name",
    async run({ client, table }) {
      const again = client.send(new CreateTableCommand({ ...tableDefinition, TableName: table }));
      await expect(again).rejects.toMatchObject({ name: "ResourceInUseException" });
    },
  },
  {
    name: "lists tables in pages",
    async run({ client, table, createTable }) {
      const other = await createTable();
      const names: string[] = [];
      let from: string | undefined;
      do {
        const page = await client.send(new ListTablesCommand({ Limit: 1, ExclusiveStartTableName: from }));
        expect(page.TableNames?.length).toBeLessThanOrEqual(1);
        names.push(...(page.TableNames ?? []));
        from = page.LastEvaluatedTableName;
      } while (from);
      expect(names).toEqual(expect.arrayContaining([table, other.table]));
    },
  },
  {
    name: "deletes a table with its items",
    async run({ client, createTable }) {
      const { table } = await createTable();
      const key = { PK: { S: "a" }, SK: { S: "b" } };
      await client.send(new PutItemCommand({ TableName: table, Item: key }));
      await client.send(new DeleteTableCommand({ TableName: table }));
      await waitUntilTableNotExists(
        { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 },
        { TableName: table },
      );
      await createTable(table);
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key }));
      expect(Item).toBeUndefined();
    },
  },
  {
    name: "shows the same table to every access key and region",
    async run({ client, url, table, partition }) {
      const key = { PK: { S: partition() }, SK: { S: "@" } };
      await client.send(new PutItemCommand({ TableName: table, Item: { ...key, note: { S: "mine" } } }));
      const other = new DynamoDBClient(clientSettings(url, "AKIALOCAL2", "eu-central-1"));
      const { Item } = await other.send(new GetItemCommand({ TableName: table, Key: key }));
      other.destroy();
      expect(Item?.note).toEqual({ S: "mine" });
    },
  },
  {
    name: "remembers the time to live attribute",
    async run({ client, createTable }) {
      const { table } = await createTable();
      const describe = new DescribeTimeToLiveCommand({ TableName: table });
      const before = await client.send(describe);
      expect(before.TimeToLiveDescription?.TimeToLiveStatus).toBe("DISABLED");
      const TimeToLiveSpecification = { AttributeName: "expiresAt", Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }));
      const { TimeToLiveDescription } = await client.send(describe);
      expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
    },
  },
];
