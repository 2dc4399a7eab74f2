/** The runtime in a process of its own, to be killed in the middle of its work and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Platform } from "../../../local/start.ts";
import type { StackTemplate } from "../../../local/template/schema.ts";
import { temporaryDirectory } from "./platform.ts";

export interface Killable {
  /** Always on the same data directory. */
  start(environment?: Record<string, string>): Promise<Running>;
  /** At once, and for all: SIGKILL. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

export type Running = Pick<Platform, "url" | "awsUrl" | "region" | "rootCredentials">;

export function killable(templates: (directory: string) => readonly StackTemplate[]): Killable {
  const directory = temporaryDirectory();
  const templatesFile = join(directory.path, "templates.json");
  writeFileSync(templatesFile, JSON.stringify(templates(join(directory.path, "assembly"))));
  let child: ChildProcess | undefined;

  async function start(environment: Record<string, string> = {}): Promise<Running> {
    const script = fileURLToPath(new URL("child.ts", import.meta.url));
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

  return {
    start,
    kill,
    async remove() {
      await kill();
      directory.remove();
    },
  };
}
