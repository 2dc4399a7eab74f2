/** Marks a published note as kept and tells every open socket. */
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { EventBridgeEvent } from "aws-lambda";

const client = new DynamoDBClient({});
const sockets = new ApiGatewayManagementApiClient({ endpoint: process.env.CALLBACK_URL ?? "" });
const TableName = process.env.TABLE_NAME;

export async function handler(event: EventBridgeEvent<"NoteStored", { id: string; text?: string }>) {
  const { id, text = "" } = event.detail;
  if (text === "refuse") throw new Error("will not keep this");
  await client.send(new PutItemCommand({ TableName, Item: { PK: { S: "KEPT" }, SK: { S: id } } }));
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "PK = :pk",
      ExpressionAttributeValues: { ":pk": { S: "SOCKET" } },
    }),
  );
  const open = Items.map(({ SK }) => SK?.S ?? "");
  await Promise.all(
    open.map((ConnectionId) =>
      sockets.send(new PostToConnectionCommand({ ConnectionId, Data: `kept ${id}` })),
    ),
  );
}
