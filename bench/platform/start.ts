/** Starts the platform with empty data, and looks into its table past every function. */
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { recentPartition, recentShards } from "../../adapters/dynamodb/keys.ts";
import { startChild } from "../child-process.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { until } from "../until.ts";

const greetingSchema = z.object({
  url: z.string(),
  awsUrl: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
});

const cpuSchema = z.object({ cpuMs: z.number() });

export interface PlatformUnderTest {
  readonly url: string;
  readonly awsUrl: string;
  /** What makes a call to the gateway one of the runtime's own. */
  readonly authorization: string;
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** What the platform's process has used so far; the engine's own process not included. */
  cpuMs(): Promise<number>;
  end(): Promise<void>;
}

export async function startPlatformUnderTest(): Promise<PlatformUnderTest> {
  const execArgv = [...process.execArgv, "--disable-warning=ExperimentalWarning"];
  const child = await startChild(join(import.meta.dirname, "main.ts"), [temporaryDirectory()], { execArgv });
  const { url, awsUrl, region, ...credentials } = greetingSchema.parse(child.greeting);
  const client = new DynamoDBClient({ endpoint: awsUrl, region, credentials });
  const { TableNames: [tableName = ""] = [] } = await client.send(new ListTablesCommand({}));
  const scope = `${credentials.accessKeyId}/20260101/${region}/dynamodb/aws4_request`;
  return {
    url,
    awsUrl,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    client,
    tableName,
    cpuMs: async () => cpuSchema.parse(await child.ask({})).cpuMs,
    async end() {
      client.destroy();
      await child.end();
    },
  };
}

export async function countItems({ client, tableName }: PlatformUnderTest): Promise<number> {
  let count = 0;
  for await (const page of paginateScan({ client }, { TableName: tableName, Select: "COUNT" }))
    count += page.Count ?? 0;
  return count;
}

/** Events that the relay is done with: its last write for an event puts it on the live list. */
async function countRelayed({ client, tableName }: PlatformUnderTest): Promise<number> {
  let count = 0;
  for (let shard = 0; shard < recentShards; shard += 1) {
    const query = {
      TableName: tableName,
      Select: "COUNT",
      KeyConditionExpression: "PK = :partition",
      ExpressionAttributeValues: { ":partition": { S: recentPartition(shard) } },
    } as const;
    for await (const page of paginateQuery({ client }, query)) count += page.Count ?? 0;
  }
  return count;
}

/** Waits until the relay is done with so many events since the platform started. */
export async function relayed(platform: PlatformUnderTest, events: number): Promise<void> {
  await until(async () => (await countRelayed(platform)) >= events || undefined);
}

/** Waits until routing has looked for an agent for so many cases: it writes after the relay is done. */
export async function decided({ client, tableName }: PlatformUnderTest, cases: number): Promise<void> {
  const query = {
    TableName: tableName,
    Select: "COUNT",
    FilterExpression: "#type = :decision",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: { ":decision": { S: "day-decision" } },
  } as const;
  await until(async () => {
    let count = 0;
    for await (const page of paginateScan({ client }, query)) count += page.Count ?? 0;
    return count >= cases || undefined;
  });
}

/** A table with the same key and nothing attached to it. */
export async function createBareTable({ client }: PlatformUnderTest): Promise<string> {
  const TableName = "bench-bare";
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "PK", KeyType: "HASH" },
        { AttributeName: "SK", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "PK", AttributeType: "S" },
        { AttributeName: "SK", AttributeType: "S" },
      ],
    }),
  );
  return TableName;
}
