/** dynalite on disk, with the streams, transactions and time to live that it lacks. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod/mini";
import { serveJson } from "../json-server.ts";
import { type Answer, type Call, type DynamoEngine, Refusal, replyOf, success } from "../protocol.ts";
import { openActions } from "./actions.ts";
import { createClientTokens } from "./client-tokens.ts";
import { holdWrites } from "./held-writes.ts";
import { createStreamLog } from "./stream-log.ts";
import { streamOperations } from "./stream-operations.ts";
import { tableOperations } from "./table-operations.ts";
import { timeToLiveOperations } from "./time-to-live.ts";
import { transactionOperations } from "./transaction-operations.ts";
import { createWriteLock } from "./write-lock.ts";
import { createCommit, runWrite } from "./write-operations.ts";

type Operation = (input: unknown) => Promise<object>;

const reads = ["BatchGetItem", "GetItem", "Query", "Scan"];
const writes = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];

export function dynaliteFolder(dataDir: string): string {
  return join(resolve(dataDir), "dynalite");
}

/** @throws when another process has the data directory open */
export async function startDynalite(dataDir: string): Promise<DynamoEngine> {
  const folder = dynaliteFolder(dataDir);
  mkdirSync(folder, { recursive: true });
  const actions = openActions(folder);
  try {
    await actions.store.db.open();
  } catch (cause) {
    throw new Error(`${dataDir} cannot be opened: is another Omniline using it?`, { cause });
  }
  const holder = holdWrites(actions.store.db);

  const clock = () => new Date();
  const lock = createWriteLock();
  const log = createStreamLog(actions.store.db);
  const commit = createCommit({ actions, holder, lock, log, clock });
  const operations: ReadonlyMap<string, Operation> = new Map([
    ...reads.map((name): [string, Operation] => [target(name), (input) => actions.run(name, input)]),
    ...writes.map((name): [string, Operation] => [
      target(name),
      (input) => commit(() => runWrite(actions, name, input)),
    ]),
    ...named("DynamoDB", tableOperations({ actions, holder, log, lock, clock })),
    ...named("DynamoDB", timeToLiveOperations(actions.store.db, lock)),
    ...named("DynamoDB", transactionOperations({ actions, commit, lock, tokens: createClientTokens(clock) })),
    ...named("DynamoDBStreams", streamOperations(log, actions.store.db)),
  ]);

  const answer: Answer = async (call) => success(await outputOf(operations, call));
  const server = await serveJson(answer);
  return {
    name: "dynalite",
    url: server.url,
    send: (call) => replyOf(() => answer(call)),
    async close() {
      await server.close();
      await actions.store.db.close();
    },
  };
}

async function outputOf(operations: ReadonlyMap<string, Operation>, call: Call): Promise<object> {
  const operation = operations.get(call.target);
  if (operation === undefined)
    throw new Refusal("UnknownOperationException", `${call.target} is not supported here`);
  const input = parse(call.body);
  try {
    return await operation(input);
  } catch (error) {
    if (error instanceof z.core.$ZodError) throw new Refusal("ValidationException", z.prettifyError(error));
    throw error;
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    throw new Refusal("SerializationException", "The body is not JSON");
  }
}

function target(name: string, service = "DynamoDB"): string {
  return `${service}_20120810.${name}`;
}

function named(service: string, operations: Record<string, Operation>): [string, Operation][] {
  return Object.entries(operations).map(([name, operation]) => [target(name, service), operation]);
}
