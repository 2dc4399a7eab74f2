/** Lets sockets in that know the word, and answers a shout. */
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyWebsocketEventV2 } from "aws-lambda";

const client = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;

type Event = APIGatewayProxyWebsocketEventV2 & { queryStringParameters?: Record<string, string> };

export async function handler({ requestContext, body, queryStringParameters }: Event) {
  const key = { PK: { S: "SOCKET" }, SK: { S: requestContext.connectionId } };
  switch (requestContext.routeKey) {
    case "$connect":
      if (queryStringParameters?.word !== "sesame") return { statusCode: 403 };
      await client.send(new PutItemCommand({ TableName, Item: key }));
      return { statusCode: 200 };
    case "$disconnect":
      await client.send(new DeleteItemCommand({ TableName, Key: key }));
      return { statusCode: 200 };
    default:
      return { statusCode: 200, body: `${body}`.toUpperCase() };
  }
}
