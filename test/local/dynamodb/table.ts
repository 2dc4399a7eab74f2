/** The table as the tests and benchmarks of the engines make it. */
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

export const tableName = "Timeline";

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
