/** What was acknowledged outlives kill -9, with its stream records; what was not is there whole or not at all. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type DynamoEngine, startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import {
  clientFor,
  contentOf,
  createTable,
  installedEngines,
  recordsOf,
  replay,
  tableName,
  temporaryFolder,
} from "./fixture.ts";

async function started(dataDir: string, engine: DynamoEngine["name"]): Promise<DynamoEngine> {
  const running = await startDynamoEngine({ dataDir, engine });
  onTestFinished(() => running.close());
  return running;
}

async function withTable(dataDir: string, engine: DynamoEngine["name"]): Promise<void> {
  const running = await startDynamoEngine({ dataDir, engine });
  const client = clientFor(running.url);
  await createTable(client);
  client.destroy();
  await running.close();
}

/** Runs the writer until it reported `count` writes, kills it `laterMs` later, and returns what it reported. */
async function writeAndDie(
  dataDir: string,
  engine: DynamoEngine["name"],
  { count, laterMs }: { count: number; laterMs: number },
): Promise<string[]> {
  const script = join(import.meta.dirname, "writer.ts");
  const child = spawn(process.execPath, [script, dataDir, engine, tableName], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === count) setTimeout(() => child.kill("SIGKILL"), laterMs);
  }
  await ended;
  return acknowledged;
}

describe.each(installedEngines)("%s", (engine) => {
  it("keeps every acknowledged write when its run is killed, three times over", async () => {
    const dataDir = temporaryFolder();
    await withTable(dataDir, engine);
    const deaths = [
      { count: 40, laterMs: 0 },
      { count: 150, laterMs: 1.7 },
      { count: 300, laterMs: 3.1 },
    ];
    for (const death of deaths) {
      const acknowledged = await writeAndDie(dataDir, engine, death);
      expect(acknowledged.length).toBeGreaterThanOrEqual(death.count);

      const running = await startDynamoEngine({ dataDir, engine });
      const content = await contentOf(running.url);
      const records = await recordsOf(running.url);
      await running.close();

      const items = acknowledged.filter((name) => !name.startsWith("pair"));
      expect(items.filter((name) => !content.has(name))).toEqual([]);
      const pairs = acknowledged.length - items.length;
      expect(Number(content.get("pair left")?.n?.N)).toBeGreaterThanOrEqual(pairs);
      expect(content.get("pair right")?.n).toEqual(content.get("pair left")?.n);
      expect(replay(records)).toEqual(content);
    }
  }, 60_000);
});

describe.runIf((installedEngines as readonly string[]).includes("dynoxide"))("dynoxide killed alone", () => {
  it("comes back by itself at the same address, with every acknowledged write", async () => {
    const dataDir = temporaryFolder();
    vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => void vi.restoreAllMocks());
    const { url } = await started(dataDir, "dynoxide");
    const client = clientFor(url);
    onTestFinished(() => client.destroy());
    await createTable(client);
    const acknowledged: string[] = [];
    const firstPid = enginePid(dataDir);

    async function write(writer: number): Promise<void> {
      for (let turn = 0; turn < 100; turn += 1) {
        const Item = { PK: { S: `I#${writer}` }, SK: { S: `E#${turn}` } };
        const put = () => client.send(new PutItemCommand({ TableName: tableName, Item }));
        // The SDK repeats a failed call a few times; a start of the engine can take longer.
        await vi.waitFor(put, { timeout: 10_000, interval: 20 });
        acknowledged.push(`I#${writer} E#${turn}`);
        if (acknowledged.length === 150) process.kill(firstPid, "SIGKILL");
      }
    }
    await Promise.all([write(0), write(1), write(2), write(3)]);

    expect(enginePid(dataDir)).not.toBe(firstPid);
    const content = await contentOf(url);
    expect(acknowledged.filter((name) => !content.has(name))).toEqual([]);
    expect(content.size).toBe(400);
    expect(replay(await recordsOf(url))).toEqual(content);
  }, 30_000);
});

function enginePid(dataDir: string): number {
  return JSON.parse(readFileSync(join(dataDir, "dynoxide.json"), "utf8")).pid;
}
