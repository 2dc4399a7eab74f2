/** Expired items go, as on DynamoDB; everything else stays. */
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import { startTtlSweeper, sweepExpired } from "../../../local/dynamodb/ttl-sweeper.ts";
import {
  clientFor,
  contentOf,
  createTable,
  type Item,
  installedEngines,
  recordsOf,
  tableName,
  temporaryFolder,
} from "./fixture.ts";

const now = new Date("2026-03-01T12:00:00.500Z");
const seconds = Math.floor(now.getTime() / 1000);
const yearSeconds = 365 * 24 * 60 * 60;

describe.each(installedEngines)("%s", (engine) => {
  async function tableWith(items: Record<string, Item>) {
    const running = await startDynamoEngine({ dataDir: temporaryFolder(), engine });
    onTestFinished(() => running.close());
    const client = clientFor(running.url);
    onTestFinished(() => client.destroy());
    await createTable(client);
    for (const [SK, attributes] of Object.entries(items)) {
      const Item = { PK: { S: "p" }, SK: { S: SK }, ...attributes };
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    }
    return { url: running.url, tableName, attributeName: "ttl", now: () => now };
  }
  const expiringAt = (time: number) => ({ ttl: { N: `${time}` } });

  it("deletes what has expired and nothing else", async () => {
    const table = await tableWith({
      expired: expiringAt(seconds - 1),
      now: expiringAt(seconds),
      soon: expiringAt(seconds + 1),
      never: {},
      text: { ttl: { S: `${seconds - 1}` } },
      mistaken: expiringAt(seconds - 6 * yearSeconds),
    });
    expect(await sweepExpired(table)).toBe(2);
    expect([...(await contentOf(table.url)).keys()]).toEqual(["p mistaken", "p never", "p soon", "p text"]);
    const removed = (await recordsOf(table.url)).filter(({ eventName }) => eventName === "REMOVE");
    expect(removed.map(({ dynamodb }) => dynamodb?.OldImage?.SK?.S).toSorted()).toEqual(["expired", "now"]);
    expect(await sweepExpired(table)).toBe(0);
  });

  it("sweeps again and again until it is stopped", async () => {
    const table = await tableWith({ first: expiringAt(seconds - 1) });
    const stop = startTtlSweeper({ ...table, everyMs: 5 });
    await vi.waitFor(async () => expect((await contentOf(table.url)).size).toBe(0), { timeout: 5_000 });
    const client = clientFor(table.url);
    onTestFinished(() => client.destroy());
    const late = { PK: { S: "p" }, SK: { S: "late" }, ...expiringAt(seconds - 1) };
    await client.send(new PutItemCommand({ TableName: tableName, Item: late }));
    await vi.waitFor(async () => expect((await contentOf(table.url)).size).toBe(0), { timeout: 5_000 });
    await stop();
    await client.send(new PutItemCommand({ TableName: tableName, Item: late }));
    expect([...(await contentOf(table.url)).keys()]).toEqual(["p late"]);
  });
});
