/** Sends text to an open WebSocket of API Gateway. */
import {
  type ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";

export function postToConnection(client: ApiGatewayManagementApiClient) {
  return async (ConnectionId: string, text: string): Promise<"sent" | "gone"> => {
    try {
      await client.send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from(text, "utf8") }));
      return "sent";
    } catch (error) {
      if (error instanceof GoneException) return "gone";
      throw error;
    }
  };
}
