/** Runs dynoxide as a child process. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const startDeadlineMs = 10_000;
const stopDeadlineMs = 3_000;
const portAttempts = 5;

export interface DynoxideChild {
  readonly pid: number;
  readonly port: number;
  /** Settles with the reason once the process has ended, for whatever cause. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** @throws with what dynoxide printed when it ends before it listens */
export async function spawnDynoxide(binary: string, dbPath: string): Promise<DynoxideChild> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return await spawnOn(port, binary, dbPath);
    } catch (error) {
      const portTaken = error instanceof Error && error.message.includes("already in use");
      if (!portTaken || attempt === portAttempts) throw error;
    }
  }
}

async function spawnOn(port: number, binary: string, dbPath: string): Promise<DynoxideChild> {
  const serve = [binary, "serve", "--host", "127.0.0.1", "--port", `${port}`, "--db-path", dbPath];
  const [command = binary, ...words] = [...dieWithParent(), ...serve];
  // Its own process group: Ctrl-C reaches us alone, and we stop it when our last request is answered.
  const child = spawn(command, words, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const { promise: ready, resolve: isReady } = Promise.withResolvers<undefined>();
  const printed = listenTo(child, (text) => {
    if (text.includes("listening on")) isReady(undefined);
  });
  const ended = endOf(child, printed);
  const killNow = () => child.kill("SIGKILL");
  process.once("exit", killNow);
  ended.then(() => process.off("exit", killNow));

  const late = delay(startDeadlineMs, `no answer within ${startDeadlineMs} ms`, { ref: false });
  const failure = await Promise.race([ready, ended, late]);
  if (failure !== undefined) {
    killNow();
    throw new Error(`dynoxide did not start: ${failure}`);
  }
  if (child.pid === undefined) throw new Error("dynoxide has no process id");
  return { pid: child.pid, port, ended, stop: () => stop(child, ended) };
}

/** Where util-linux has it, the kernel ends dynoxide with us, even when we are killed. */
function dieWithParent(): string[] {
  const words = ["--pdeathsig", "KILL", "--"];
  return spawnSync("setpriv", [...words, "true"]).status === 0 ? ["setpriv", ...words] : [];
}

function endOf(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(`${signal ?? `exit code ${code}`} ${printed()}`.trim()));
  });
}

/** Keeps the last of what the process prints, and calls back on everything new. */
function listenTo(child: ChildProcess, heard: (text: string) => void): () => string {
  let printed = "";
  for (const output of [child.stdout, child.stderr]) {
    output?.on("data", (chunk: Buffer) => {
      printed = `${printed}${chunk}`.slice(-2_000);
      heard(printed);
    });
  }
  return () => printed;
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const timer = setTimeout(() => child.kill("SIGKILL"), stopDeadlineMs);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address === null || typeof address === "string"
          ? reject(new Error("no free loopback port"))
          : resolve(address.port),
      );
    });
  });
}
