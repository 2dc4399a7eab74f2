/** The platform as its users start it: a process of its own, which can be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

export const freshDataDir = () => mkdtempSync(join(tmpdir(), "omniline-data-"));

export interface PlatformProcess {
  readonly url: string;
  readonly output: () => string;
  /** As `kill -9`: no chance to tidy up. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProcess(dataDir: string, port = 0): Promise<PlatformProcess> {
  const args = ["--import", "tsx", "local/main.ts", "--port", String(port), "--data", dataDir];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const [, found] = /^ready (http:\S+)$/m.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`the platform ended with ${code}:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    kill: () => end(child, "SIGKILL"),
    stop: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}
