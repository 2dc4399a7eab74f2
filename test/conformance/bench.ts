/** What every check works with: clients, one table, and partitions nobody else uses. */
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";

export interface Bench {
  readonly url: string;
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  /** `PK`, `SK`; sparse indexes `byStatus` (strings) and `byScore` (a number); new and old images. */
  readonly table: string;
  readonly streamArn: string;
  /** A partition key that no other check writes to. */
  partition(): string;
  createTable(table?: string): Promise<{ table: string; streamArn: string }>;
  close(): void;
}

/** One behaviour of DynamoDB; rejects where the engine behaves differently. */
export interface Check {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<void>;
}

export function clientSettings(url: string, accessKeyId = "AKIALOCAL1", region = "us-east-1") {
  return { endpoint: url, region, credentials: { accessKeyId, secretAccessKey: "local" } };
}

export async function openBench(url: string): Promise<Bench> {
  const client = new DynamoDBClient(clientSettings(url));
  const streams = new DynamoDBStreamsClient(clientSettings(url));
  let count = 0;
  const createTable: Bench["createTable"] = async (table = `Conformance-${++count}`) => {
    await client.send(new CreateTableCommand({ ...tableDefinition, TableName: table }));
    const limits = { client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 };
    const { reason } = await waitUntilTableExists(limits, { TableName: table });
    return { table, streamArn: reason.Table.LatestStreamArn };
  };
  return {
    url,
    client,
    streams,
    createTable,
    ...(await createTable()),
    partition: () => `I#${++count}`,
    close() {
      client.destroy();
      streams.destroy();
    },
  };
}

export const tableDefinition = {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "PK", AttributeType: "S" },
    { AttributeName: "SK", AttributeType: "S" },
    { AttributeName: "status", AttributeType: "S" },
    { AttributeName: "since", AttributeType: "S" },
    { AttributeName: "score", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
    { AttributeName: "SK", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "byStatus",
      KeySchema: [
        { AttributeName: "status", KeyType: "HASH" },
        { AttributeName: "since", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
    {
      IndexName: "byScore",
      KeySchema: [
        { AttributeName: "status", KeyType: "HASH" },
        { AttributeName: "score", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
} satisfies Omit<CreateTableCommandInput, "TableName">;
