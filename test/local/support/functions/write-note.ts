/** Stores what it is sent, as the first function of the way. */
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const client = new DynamoDBClient({ maxAttempts: 1 });
const tableName = process.env.TABLE_NAME ?? "";

export async function handler(event: APIGatewayProxyEventV2) {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const id = event.pathParameters?.id ?? "";
  const item = { PK: { S: `N#${id}` }, SK: { S: "@" }, text: { S: body.toString("utf8") } };
  await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
  return { statusCode: 201, body: JSON.stringify({ id }) };
}
