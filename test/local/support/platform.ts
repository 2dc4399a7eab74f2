/** Starts the small app on a data directory of its own, and waits for what should become true. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Log } from "../../../local/log.ts";
import { type Platform, type PlatformOptions, startPlatform } from "../../../local/start.ts";
import type { StackTemplate } from "../../../local/template/schema.ts";
import { miniTemplates, names } from "./mini-app.ts";

export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "omniline-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Keeps the lines for assertions. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, info: (line) => void lines.push(line), error: (line) => void lines.push(line) };
}

export interface RunningMini {
  readonly platform: Platform;
  readonly log: ReturnType<typeof memoryLog>;
  readonly templates: readonly StackTemplate[];
  stop(): Promise<void>;
}

export async function startMini(options: Partial<PlatformOptions> = {}): Promise<RunningMini> {
  const directory = temporaryDirectory();
  const log = memoryLog();
  const templates = miniTemplates(join(directory.path, "assembly"));
  const dataDir = join(directory.path, "data");
  const platform = await startPlatform({
    templates,
    dataDir,
    port: 0,
    log,
    asyncRetryDelaysMs: [10],
    ...options,
  });
  return {
    platform,
    log,
    templates,
    async stop() {
      await platform.close();
      directory.remove();
    },
  };
}

/** Looks again and again, because what happens behind a stream or a queue happens later. */
export async function eventually<T>(
  look: () => Promise<T | undefined> | T | undefined,
  withinMs = 8000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${look}`);
    await setTimeout(5);
  }
}

export interface Looks {
  /** Sort keys under a partition key. */
  keys(partition: string): Promise<string[]>;
  received(queue: string): Promise<string | undefined>;
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  queueUrl(queue: string): string;
}

/** What tests see through the runtime's own key. */
export function lookInto({
  awsUrl,
  rootCredentials,
  region,
}: Pick<Platform, "awsUrl" | "rootCredentials" | "region">): Looks {
  const settings = { endpoint: awsUrl, credentials: rootCredentials, region };
  const dynamo = new DynamoDBClient(settings);
  const sqs = new SQSClient(settings);
  const queueUrl = (queue: string) => `${awsUrl}/000000000000/${queue}`;
  return {
    dynamo,
    sqs,
    queueUrl,
    async keys(partition) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: names.table,
          KeyConditionExpression: "PK = :pk",
          ExpressionAttributeValues: { ":pk": { S: partition } },
        }),
      );
      return Items.map(({ SK }) => SK?.S ?? "");
    },
    async received(queue) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl(queue) }));
      return Messages[0]?.Body;
    },
  };
}
