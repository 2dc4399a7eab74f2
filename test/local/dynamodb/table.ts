/** The table as the tests and benchmarks of the engines make it. */

import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoTable, type TableDeps } from "../../../adapters/dynamodb/table-call.ts";

export const tableName = "Timeline";

/** The table as our functions reach it. */
export function tableAt(url: string): TableDeps {
  const credentials = { AWS_ACCESS_KEY_ID: "AKIALOCAL1", AWS_SECRET_ACCESS_KEY: "local" };
  return dynamoTable({ AWS_ENDPOINT_URL: url, AWS_REGION: "us-east-1", ...credentials }, tableName);
}

export function clientFor(url: string): DynamoDBClient {
  return new DynamoDBClient(settings(url));
}

export async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "PK", AttributeType: "S" },
        { AttributeName: "SK", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "PK", KeyType: "HASH" },
        { AttributeName: "SK", KeyType: "RANGE" },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
}

export function settings(url: string) {
  return {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIALOCAL1", secretAccessKey: "local" },
  };
}
