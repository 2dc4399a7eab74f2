/** The few lines every HTTP server here needs. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Socket } from "node:net";

export class BodyTooLargeError extends Error {
  override name = "BodyTooLargeError";
}

/** @throws BodyTooLargeError beyond the limit; the rest of the body is read and dropped */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
    });
    request.on("end", () =>
      size > maxBytes ? failed(new BodyTooLargeError()) : done(Buffer.concat(chunks)),
    );
    request.on("error", failed);
  });
}

export interface LoopbackServer {
  readonly server: Server;
  readonly port: number;
  close(): Promise<void>;
}

/** How long requests under way may take to finish once the server stops. */
const drainMs = 1000;

/** @throws Error that names the port when it is busy */
export async function listenOnLoopback(port: number): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: 65_000 });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done, failed) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      failed(
        error.code === "EADDRINUSE" ? new Error(`port ${port} is busy: choose another with --port N`) : error,
      ),
    );
    server.listen(port, "127.0.0.1", done);
  });
  const address = server.address();
  return {
    server,
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeIdleConnections();
        setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, drainMs).unref();
      }),
  };
}
