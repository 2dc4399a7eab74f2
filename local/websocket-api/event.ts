/** Makes the events that API Gateway's WebSocket APIs hand to a function. Pure. */
import { randomUUID } from "node:crypto";
import { joinedHeaders } from "../http-api/event.ts";

export interface Connection {
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
  readonly sourceIp: string;
  readonly userAgent: string;
}

export type EventType = "CONNECT" | "MESSAGE" | "DISCONNECT";

export function socketContext(connection: Connection, routeKey: string, eventType: EventType, now: Date) {
  const { connectionId, connectedAt, apiId, stage, domainName, sourceIp, userAgent } = connection;
  return {
    routeKey,
    eventType,
    messageDirection: "IN",
    connectionId,
    connectedAt,
    apiId,
    stage,
    domainName,
    requestId: randomUUID(),
    extendedRequestId: randomUUID(),
    requestTime: now.toUTCString(),
    requestTimeEpoch: now.getTime(),
    identity: { sourceIp, userAgent },
  };
}

/** `$connect` alone carries headers and query, each name once with its last value, and all values beside. */
export function connectEvent(
  connection: Connection,
  rawHeaders: readonly string[],
  query: URLSearchParams,
  now: Date,
) {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const value = rawHeaders[index + 1] ?? "";
    headers[name] = value;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  const names = [...new Set(query.keys())];
  return {
    headers,
    multiValueHeaders,
    ...(names.length === 0
      ? {}
      : {
          queryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name).at(-1)])),
          multiValueQueryStringParameters: Object.fromEntries(
            names.map((name) => [name, query.getAll(name)]),
          ),
        }),
    requestContext: socketContext(connection, "$connect", "CONNECT", now),
    isBase64Encoded: false,
  };
}

export function messageEvent(connection: Connection, routeKey: string, body: string, now: Date) {
  return {
    requestContext: socketContext(connection, routeKey, "MESSAGE", now),
    body,
    isBase64Encoded: false,
  };
}

export function disconnectEvent(connection: Connection, code: number, reason: string, now: Date) {
  return {
    headers: { Host: connection.domainName },
    requestContext: {
      ...socketContext(connection, "$disconnect", "DISCONNECT", now),
      disconnectStatusCode: code,
      disconnectReason: reason,
    },
    isBase64Encoded: false,
  };
}

export function userAgentOf(rawHeaders: readonly string[]): string {
  return joinedHeaders(rawHeaders)["user-agent"] ?? "";
}
