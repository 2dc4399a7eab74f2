/** A channel's fake provider behind a server on the loopback, for the provider's own client to talk to. */
import { createServer } from "node:http";
import type { ChannelSamples, FakeAnswer } from "../../../adapters/channels/samples.ts";
import type { HttpRequest } from "../../../domain/outbox/channel-sender.ts";

export interface Exchange extends FakeAnswer {
  readonly request: HttpRequest;
}

/** Runs `use` with the server's base URL, and returns what it took in the meantime. */
export async function withProvider(
  { endpoint, sending }: ChannelSamples,
  use: (apiUrl: string) => Promise<unknown>,
): Promise<readonly Exchange[]> {
  if (sending === undefined) throw new Error("no sending samples");
  const exchanges: Exchange[] = [];
  const base = endpoint.account.apiUrl ?? "";
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const request: HttpRequest = {
      method: incoming.method as HttpRequest["method"],
      url: base + incoming.url,
      headers: incoming.headers as Record<string, string>,
      body: Buffer.concat(parts).toString(),
    };
    const taken = sending.fake(request, endpoint);
    exchanges.push({ ...taken, request });
    outgoing.writeHead(taken.answer.status, { ...taken.answer.headers }).end(taken.answer.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
  return exchanges;
}
