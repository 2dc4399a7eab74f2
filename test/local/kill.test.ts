import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Platform } from "../../local/start.ts";
import { miniTemplates, names } from "./support/mini-app.ts";
import { eventually, lookInto, temporaryDirectory } from "./support/platform.ts";

let directory: ReturnType<typeof temporaryDirectory>;
let child: ChildProcess | undefined;
let templatesFile: string;

beforeEach(() => {
  directory = temporaryDirectory();
  templatesFile = join(directory.path, "templates.json");
  writeFileSync(templatesFile, JSON.stringify(miniTemplates(join(directory.path, "assembly"))));
});
afterEach(async () => {
  await kill();
  directory.remove();
});

type Running = Pick<Platform, "url" | "awsUrl" | "region" | "rootCredentials">;

async function start(environment: Record<string, string> = {}): Promise<Running> {
  const script = fileURLToPath(new URL("support/child.ts", import.meta.url));
  const args = [
    "--disable-warning=ExperimentalWarning",
    "--import",
    "tsx",
    script,
    templatesFile,
    join(directory.path, "data"),
  ];
  const started = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  const ended = new Promise<never>((_, reject) =>
    started.once("exit", (code) => reject(new Error(`ended with ${code}`))),
  );
  ended.catch(() => undefined);
  const line = new Promise<string>((done) => createInterface({ input: started.stdout }).once("line", done));
  return JSON.parse(await Promise.race([line, ended]));
}

async function kill() {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child?.once("exit", done));
  child.kill("SIGKILL");
  await ended;
}

it("delivers after a kill -9 what was stored, queued or under way before it", async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `k${String(index).padStart(2, "0")}`);
  const first = await start({ HOLD: "1" });
  const looks = lookInto(first);
  await Promise.all(
    ids.map(async (id) => {
      const stored = await fetch(`${first.url}/v1/notes/${id}`, { method: "POST", body: "x" });
      expect(stored.status).toBe(201);
      await looks.sqs.send(new SendMessageCommand({ QueueUrl: looks.queueUrl(names.work), MessageBody: id }));
    }),
  );
  expect(await looks.keys("WORKED")).toEqual([]);
  await kill();

  const after = lookInto(await start());
  await eventually(async () => ((await after.keys("KEPT")).length === ids.length ? true : undefined), 15_000);
  expect(await after.keys("KEPT")).toEqual(ids);
  await eventually(
    async () => ((await after.keys("WORKED")).length === ids.length ? true : undefined),
    15_000,
  );
  expect(await after.keys("WORKED")).toEqual(ids);
}, 40_000);
