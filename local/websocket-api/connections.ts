/** Open WebSockets by connection id, and the management API that posts to them. */
import type { WebSocket } from "ws";
import { arn } from "../account.ts";
import { ApiError, type Service, unknownOperation } from "../gateway/call.ts";
import type { Connection } from "./event.ts";
import { maxMessageBytes } from "./frames.ts";

export interface OpenConnection extends Connection {
  readonly socket: WebSocket;
  lastActiveAt: number;
}

export type Connections = Map<string, OpenConnection>;

/** `POST|GET|DELETE /execute-api/<API>/<stage>/@connections/<id>` */
export function connectionsService(connections: Connections, region: string): Service {
  return async ({ method, path, body }, authorise) => {
    const [, apiId = "", stage = "", encodedId = ""] =
      /^\/execute-api\/([^/]+)\/([^/]+)\/@connections\/([^/]+)$/.exec(path) ?? [];
    const connectionId = decodeURIComponent(encodedId);
    if (connectionId === "") throw unknownOperation(`execute-api ${method} ${path}`);
    const resource = arn("execute-api", region, `${apiId}/${stage}/${method}/@connections/${connectionId}`);
    authorise([{ action: "execute-api:ManageConnections", resource }]);
    const open = connections.get(connectionId);
    if (open?.apiId !== apiId) throw new ApiError("GoneException", "Gone", 410);
    switch (method) {
      case "POST":
        if (body.length > maxMessageBytes)
          throw new ApiError("PayloadTooLargeException", "Message too long", 413);
        await sent(open.socket, body.toString("utf8"));
        open.lastActiveAt = Date.now();
        return { status: 200, body: "" };
      case "GET":
        return {
          status: 200,
          headers: { "content-type": "application/json" },
          body: JSON.stringify(described(open)),
        };
      case "DELETE":
        open.socket.close(1000);
        return { status: 204, body: "" };
      default:
        throw unknownOperation(`execute-api ${method} ${path}`);
    }
  };
}

function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((done, failed) => {
    socket.send(text, (error) => (error ? failed(new ApiError("GoneException", "Gone", 410)) : done()));
  });
}

function described({ connectedAt, lastActiveAt, sourceIp, userAgent }: OpenConnection) {
  return {
    connectedAt: new Date(connectedAt).toISOString(),
    lastActiveAt: new Date(lastActiveAt).toISOString(),
    identity: { sourceIp, userAgent },
  };
}
