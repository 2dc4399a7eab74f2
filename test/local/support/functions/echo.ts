/** Answers with what it was sent, or does what the path says. */
import { DynamoDBClient, GetItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const dynamo = new DynamoDBClient({});
const s3 = new S3Client({});
const secrets = new SecretsManagerClient({});
const { TABLE_NAME: TableName, FILES: Bucket } = process.env;

const actions: Record<string, () => Promise<unknown>> = {
  never: () => new Promise(() => undefined),
  "own-key": () => dynamo.send(new GetItemCommand({ TableName, Key: { PK: { S: "N#1" }, SK: { S: "@" } } })),
  "other-key": () =>
    dynamo.send(new GetItemCommand({ TableName, Key: { PK: { S: "C#1" }, SK: { S: "@" } } })),
  scan: () => dynamo.send(new ScanCommand({ TableName })),
  "own-file": async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "mine/a b.txt", Body: "file" }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "mine/a b.txt" }));
    return Body?.transformToString();
  },
  "other-file": () => s3.send(new PutObjectCommand({ Bucket, Key: "yours/a.txt", Body: "file" })),
  generated: async () =>
    (await secrets.send(new GetSecretValueCommand({ SecretId: process.env.GENERATED_SECRET }))).SecretString,
  endpoints: async () =>
    (await secrets.send(new GetSecretValueCommand({ SecretId: process.env.ENDPOINTS_SECRET }))).SecretString,
  addresses: async () => ({ api: process.env.API_URL, socket: process.env.SOCKET_URL }),
};

export async function handler(event: APIGatewayProxyEventV2) {
  const action = actions[event.pathParameters?.proxy ?? ""];
  if (!action) {
    if (event.pathParameters?.proxy === "throw") throw new TypeError("as asked");
    return {
      statusCode: 200,
      headers: { "X-Custom": "yes" },
      cookies: ["a=1", "b=2"],
      body: JSON.stringify(event),
    };
  }
  try {
    return { done: (await action()) ?? null };
  } catch (error) {
    return {
      name: error instanceof Error ? error.name : "",
      message: error instanceof Error ? error.message : "",
    };
  }
}
