/** Starting, sharing and finding again the data of an engine. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeTimeToLiveCommand, PutItemCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { findDynoxide } from "../../../local/dynamodb/dynoxide/binary.ts";
import { startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import {
  clientFor,
  contentOf,
  createTable,
  installedEngines,
  recordsOf,
  tableName,
  temporaryFolder,
} from "./fixture.ts";

describe.each(installedEngines)("%s", (engine) => {
  it("finds tables, items, stream records and settings again after a restart", async () => {
    const dataDir = temporaryFolder();
    const first = await startDynamoEngine({ dataDir, engine });
    const client = clientFor(first.url);
    await createTable(client);
    const TimeToLiveSpecification = { AttributeName: "expiresAt", Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
    await client.send(new PutItemCommand({ TableName: tableName, Item: { PK: { S: "p" }, SK: { S: "1" } } }));
    client.destroy();
    await first.close();

    const second = await startDynamoEngine({ dataDir });
    onTestFinished(() => second.close());
    expect(second.name).toBe(engine);
    const again = clientFor(second.url);
    onTestFinished(() => again.destroy());
    await again.send(new PutItemCommand({ TableName: tableName, Item: { PK: { S: "p" }, SK: { S: "2" } } }));
    expect([...(await contentOf(second.url)).keys()]).toEqual(["p 1", "p 2"]);
    const records = await recordsOf(second.url);
    expect(records.map(({ dynamodb }) => dynamodb?.Keys?.SK?.S)).toEqual(["1", "2"]);
    const sequences = records.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0));
    expect(sequences[1]).toBeGreaterThan(sequences[0] ?? 0n);
    const { TimeToLiveDescription } = await again.send(
      new DescribeTimeToLiveCommand({ TableName: tableName }),
    );
    expect(TimeToLiveDescription?.AttributeName).toBe("expiresAt");
  });

  it("answers the same in the process as over HTTP, trouble included", async () => {
    const engineUnderTest = await startDynamoEngine({ dataDir: temporaryFolder(), engine });
    onTestFinished(() => engineUnderTest.close());
    const client = clientFor(engineUnderTest.url);
    onTestFinished(() => client.destroy());
    await createTable(client);
    const ask = async (operation: string, input: object) => {
      const body = Buffer.from(JSON.stringify(input));
      const reply = await engineUnderTest.send({ target: `DynamoDB_20120810.${operation}`, body });
      return { status: reply.status, ...JSON.parse(Buffer.from(reply.body).toString()) };
    };
    const Item = { PK: { S: "p" }, SK: { S: "1" }, note: { S: "ş" } };
    expect(await ask("PutItem", { TableName: tableName, Item })).toMatchObject({ status: 200 });
    const Key = { PK: { S: "p" }, SK: { S: "1" } };
    expect(await ask("GetItem", { TableName: tableName, Key })).toMatchObject({ status: 200, Item });
    const refusal = { status: 400, __type: expect.stringContaining("ResourceNotFoundException") };
    expect(await ask("GetItem", { TableName: "Nowhere", Key })).toMatchObject(refusal);
  });

  it("refuses a data directory that is in use", async () => {
    const dataDir = temporaryFolder();
    const first = await startDynamoEngine({ dataDir, engine });
    onTestFinished(() => first.close());
    await expect(startDynamoEngine({ dataDir, engine })).rejects.toThrow(dataDir);
    const client = clientFor(first.url);
    onTestFinished(() => client.destroy());
    await createTable(client);
  });
});

it("takes the best installed engine for new data", async () => {
  const engine = await startDynamoEngine({ dataDir: join(temporaryFolder(), "not", "there", "yet") });
  onTestFinished(() => engine.close());
  expect(engine.name).toBe(installedEngines[0]);
  expect(engine.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

const binary = findDynoxide() ?? "";

describe.runIf(binary)("dynoxide", () => {
  it("ends the engine that a killed run left behind", async () => {
    const dataDir = temporaryFolder();
    const dbPath = join(dataDir, "dynoxide.db");
    const left = spawn(binary, ["serve", "--port", "0", "--db-path", dbPath], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(left, "exit");
    onTestFinished(() => void left.kill("SIGKILL"));
    await Promise.race([once(left.stdout, "data"), once(left.stderr, "data")]);
    const { pid: deadOwner } = spawnSync("true");
    writeFileSync(
      join(dataDir, "dynoxide.json"),
      JSON.stringify({ pid: left.pid, port: 1, owner: deadOwner }),
    );

    const engine = await startDynamoEngine({ dataDir });
    onTestFinished(() => engine.close());
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(await contentOf(engine.url).catch((error: Error) => error.name)).toBe("ResourceNotFoundException");
  });

  it("leaves alone a process that only has the number of the engine of a killed run", async () => {
    const dataDir = temporaryFolder();
    const other = spawn("sleep", ["60"]);
    onTestFinished(() => void other.kill());
    writeFileSync(join(dataDir, "dynoxide.json"), JSON.stringify({ pid: other.pid, port: 1, owner: 1 }));
    const engine = await startDynamoEngine({ dataDir });
    onTestFinished(() => engine.close());
    expect(other.exitCode ?? other.signalCode).toBeNull();
  });

  it("says why it did not start", async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, "dynoxide.db"), "this is no database".repeat(100));
    await expect(startDynamoEngine({ dataDir })).rejects.toThrow(/dynoxide did not start: .*database/i);
  });

  it("leaves no process and no lease behind when it closes", async () => {
    const dataDir = temporaryFolder();
    const engine = await startDynamoEngine({ dataDir });
    expect(existsSync(join(dataDir, "dynoxide.json"))).toBe(true);
    await engine.close();
    expect(existsSync(join(dataDir, "dynoxide.json"))).toBe(false);
    const again = await startDynamoEngine({ dataDir });
    await again.close();
  });
});
