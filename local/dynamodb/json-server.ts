/** The loopback HTTP server in front of either engine. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { crc32 } from "node:zlib";
import { type Answer, type Call, Refusal, replyOf } from "./protocol.ts";

const maxRequestBytes = 16 * 1024 * 1024;
const idleConnectionMs = 65_000;

export interface JsonServer {
  readonly url: string;
  /** Lets the requests under way finish. */
  close(): Promise<void>;
}

export async function serveJson(answer: Answer): Promise<JsonServer> {
  const underWay = new Set<Promise<void>>();
  let closing = false;
  const server = createServer((request, response) => {
    const handled = replyOf(async () => answer(await callFrom(request))).then(({ status, body }) => {
      response.writeHead(status, {
        "content-type": "application/x-amz-json-1.0",
        "content-length": Buffer.byteLength(body),
        "x-amzn-requestid": randomUUID(),
        "x-amz-crc32": crc32(body),
        ...(closing && { connection: "close" }),
      });
      response.end(body);
    });
    underWay.add(handled);
    handled.finally(() => underWay.delete(handled));
  });
  server.keepAliveTimeout = idleConnectionMs;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("DynamoDB server has no port");

  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      while (underWay.size > 0) await Promise.allSettled(underWay);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function callFrom(request: IncomingMessage): Promise<Call> {
  const target = request.headers["x-amz-target"];
  if (request.method !== "POST" || typeof target !== "string") {
    throw new Refusal("UnknownOperationException", "DynamoDB expects POST with an X-Amz-Target header");
  }
  return { target, body: await bodyOf(request) };
}

function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    request.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes <= maxRequestBytes) chunks.push(chunk);
    });
    const endedEarly = () => reject(new Refusal("ValidationException", "The request ended early"));
    request.once("error", endedEarly);
    request.once("close", endedEarly);
    request.once("end", () => {
      if (bytes > maxRequestBytes) reject(new Refusal("ValidationException", "Request exceeds 16 MB"));
      else resolve(Buffer.concat(chunks));
    });
  });
}
