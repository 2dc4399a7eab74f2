/** WebSocket APIs on the public port, at `/v1/<stage>`. */
import { randomBytes } from "node:crypto";
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import * as z from "zod";
import type { Api, Route } from "../api-definitions.ts";
import { joinedHeaders } from "../http-api/event.ts";
import { httpResponse } from "../http-api/response.ts";
import { stopWithinMs, withinTime } from "../lambda/wake.ts";
import { isRecord } from "../template/intrinsics.ts";
import type { Connections, OpenConnection } from "./connections.ts";
import { type Connection, connectEvent, disconnectEvent, messageEvent, userAgentOf } from "./event.ts";
import { createFrameWatch, maxMessageBytes } from "./frames.ts";

export interface WebSocketApis {
  /** @returns false when no API is at that path */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Tells every client, and lets the functions behind `$disconnect` finish. */
  close(): Promise<void>;
}

/** API Gateway closes a connection that is idle for ten minutes, and any after two hours. */
const maxIdleMs = 10 * 60_000;
const maxLifeMs = 2 * 60 * 60_000;
const sweepMs = 5_000;

export function serveWebSocketApis(apis: readonly Api[], connections: Connections): WebSocketApis {
  const sockets = apis.filter(({ protocol }) => protocol === "WEBSOCKET");
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  const farewells = new Set<Promise<unknown> | undefined>();
  const sweep = setInterval(() => {
    const now = Date.now();
    for (const { socket, lastActiveAt, connectedAt } of connections.values()) {
      if (now - lastActiveAt > maxIdleMs || now - connectedAt > maxLifeMs) socket.close(1001, "Going away");
    }
  }, sweepMs).unref();

  async function connect(api: Api, request: IncomingMessage, socket: Duplex, head: Buffer) {
    const connection: Connection = {
      connectionId: randomBytes(11).toString("base64"),
      connectedAt: Date.now(),
      apiId: api.id,
      stage: api.stage,
      domainName: api.domainName,
      sourceIp: request.socket.remoteAddress ?? "",
      userAgent: userAgentOf(request.rawHeaders),
    };
    const { searchParams } = new URL(request.url ?? "/", "http://local");
    const event = connectEvent(connection, request.rawHeaders, searchParams, new Date());
    const invocation = await routeOf(api, "$connect")?.target.invoke(event);
    if (invocation && !invocation.ok) return refuse(socket, 500);
    const answer = httpResponse(invocation?.payload ?? { statusCode: 200 });
    if (answer.status < 200 || answer.status > 299) return refuse(socket, answer.status);
    const protocol = answer.headers["sec-websocket-protocol"];
    if (joinedHeaders(request.rawHeaders)["sec-websocket-protocol"] !== undefined && protocol === undefined) {
      delete request.headers["sec-websocket-protocol"];
    } else if (protocol !== undefined) {
      request.headers["sec-websocket-protocol"] = protocol;
    }
    server.handleUpgrade(request, socket, head, (opened) =>
      accept(api, { ...connection, socket: opened, lastActiveAt: Date.now() }, socket),
    );
  }

  function accept(api: Api, open: OpenConnection, raw: Duplex) {
    connections.set(open.connectionId, open);
    const allowed = createFrameWatch();
    raw.prependListener("data", (chunk: Buffer) => {
      if (!allowed(chunk)) open.socket.close(1009, "Frame too large");
    });
    open.socket.on("message", (data) => {
      if (open.socket.readyState !== open.socket.OPEN) return;
      open.lastActiveAt = Date.now();
      void receive(api, open, textOf(data));
    });
    open.socket.on("error", () => open.socket.terminate());
    open.socket.on("close", (code, reason) => {
      connections.delete(open.connectionId);
      const farewell = routeOf(api, "$disconnect")
        ?.target.invoke(disconnectEvent(open, code, reason.toString("utf8"), new Date()))
        .finally(() => farewells.delete(farewell));
      farewells.add(farewell);
    });
  }

  return {
    upgrade(request, socket, head) {
      const path = request.url?.split("?")[0];
      const api = sockets.find(({ stage }) => path === `/v1/${stage}`);
      if (!api) return false;
      socket.on("error", () => socket.destroy());
      void connect(api, request, socket, head);
      return true;
    },
    async close() {
      clearInterval(sweep);
      const open = [...connections.values()];
      await withinTime(Promise.all(open.map(({ socket }) => closed(socket))), closeWithinMs);
      for (const { socket } of open) socket.terminate();
      await withinTime(Promise.allSettled(farewells), stopWithinMs);
      server.close();
    },
  };
}

/** A client gets so long to say goodbye. */
const closeWithinMs = 300;

function closed(socket: WebSocket): Promise<void> {
  return new Promise((done) => {
    socket.once("close", () => done());
    socket.close(1001, "Going away");
  });
}

async function receive(api: Api, open: OpenConnection, body: string) {
  const event = (routeKey: string) => messageEvent(open, routeKey, body, new Date());
  const key = routeKeyOf(body, api.routeSelector);
  const route = (key === undefined ? undefined : routeOf(api, key)) ?? routeOf(api, "$default");
  const gateway = (message: string, requestId: string) =>
    open.socket.send(JSON.stringify({ message, connectionId: open.connectionId, requestId }));
  if (!route) return gateway("Forbidden", event("$default").requestContext.requestId);
  const sent = event(route.routeKey);
  const invocation = await route.target.invoke(sent);
  if (!invocation.ok) return gateway("Internal server error", sent.requestContext.requestId);
  const answer = z.looseObject({ body: z.string() }).safeParse(invocation.payload);
  if (route.answers && answer.success) open.socket.send(answer.data.body);
}

/** @param selector the path in `$request.body.<path>` */
export function routeKeyOf(body: string, selector: string | undefined): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const found = selector
      ?.split(".")
      .reduce((value, step) => (isRecord(value) ? value[step] : undefined), parsed);
    return typeof found === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}

function routeOf(api: Api, routeKey: string): Route | undefined {
  return api.routes.find((route) => route.routeKey === routeKey);
}

function refuse(socket: Duplex, status: number) {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
}

function textOf(data: Parameters<Parameters<WebSocket["on"]>[1]>[0]): string {
  return Buffer.isBuffer(data) ? data.toString("utf8") : String(data);
}
