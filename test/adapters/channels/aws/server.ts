/** AWS on loopback, answered by the fake of the channel's samples. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll } from "vitest";
import { samples } from "../../../../adapters/channels/aws/samples.ts";
import type { FakeAnswer } from "../../../../adapters/channels/samples.ts";
import type { HttpAnswer } from "../../../../domain/outbox/channel-sender.ts";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** @returns what every test of the file shares: where the server is, what it saw, what it shall answer next */
export function startAws() {
  const aws = {
    url: "",
    seen: [] as Seen[],
    took: [] as NonNullable<FakeAnswer["took"]>[],
    /** In place of the fake's answer. */
    next: undefined as HttpAnswer | Uint8Array | undefined,
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { method = "", url = "", headers } = request;
    aws.seen.push({ method, path: url, headers, body });
    const { next } = aws;
    aws.next = undefined;
    if (next instanceof Uint8Array) return void response.end(next);
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const faked = samples.sending?.fake(
      { method: method as "POST", url, headers: flat, body },
      samples.endpoint,
    );
    if (next === undefined && faked?.took) aws.took.push(faked.took);
    const answer = next ?? faked?.answer;
    response.writeHead(answer?.status ?? 500, answer?.headers as Record<string, string>).end(answer?.body);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    aws.url = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
  });
  afterAll(() => server.close());
  return aws;
}

export const env = (awsUrl: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: awsUrl,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
});
