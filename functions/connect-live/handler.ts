/** The live WebSocket opens and closes: `$connect` needs a good ticket. */
import type { APIGatewayProxyResult } from "aws-lambda";
import { isGoodTicket } from "../../domain/live/ticket.ts";

export interface ConnectDeps {
  readonly connections: {
    open(connectionId: string, at: Date): Promise<void>;
    close(connectionId: string): Promise<void>;
  };
  readonly pepper: () => Promise<string>;
  readonly now: () => Date;
}

export interface ConnectEvent {
  readonly requestContext: { readonly connectionId: string; readonly routeKey: string };
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
}

export function createHandler({ connections, pepper, now }: ConnectDeps) {
  return async ({ requestContext, queryStringParameters }: ConnectEvent): Promise<APIGatewayProxyResult> => {
    const { connectionId, routeKey } = requestContext;
    if (routeKey === "$disconnect") {
      await connections.close(connectionId);
      return { statusCode: 200, body: "" };
    }
    const ticket = queryStringParameters?.ticket ?? "";
    if (!isGoodTicket(await pepper(), ticket, now())) return { statusCode: 401, body: "" };
    await connections.open(connectionId, now());
    return { statusCode: 200, body: "" };
  };
}
