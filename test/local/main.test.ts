import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually, temporaryDirectory } from "./support/platform.ts";

let directory: ReturnType<typeof temporaryDirectory>;
const children: ChildProcess[] = [];
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  directory.remove();
});

function main(...args: string[]) {
  const script = fileURLToPath(new URL("../../local/main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  const ended = once(child, "close").then(([code]) => ({ code, ...said }));
  return { child, said, ended };
}

describe("npm start", () => {
  it("says once that it is ready, serves the real app, and stops cleanly when told to", async () => {
    const { child, said, ended } = main("--port", "0", "--data", directory.path, "--quiet");
    const url = await eventually(() => /^ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(said.out)?.[1], 30_000);
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    const second = await main("--port", "0", "--data", directory.path).ended;
    expect(second).toMatchObject({ code: 1, out: "" });
    expect(second.err).toContain(`in use by process ${child.pid}`);
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, out: `ready ${url}\n`, err: "" });
  }, 40_000);

  it("stops when npm is told to stop, though the shell between them tells it nothing", async () => {
    const script = fileURLToPath(new URL("../../local/main.ts", import.meta.url));
    const command = `"${process.execPath}" --import tsx "${script}" --port 0 --data "${directory.path}" & wait`;
    const shell = spawn("sh", ["-c", command], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, npm_lifecycle_event: "start" },
    });
    let out = "";
    shell.stdout.on("data", (chunk) => {
      out += chunk;
    });
    const url = await eventually(() => /^ready (\S+)$/m.exec(out)?.[1], 30_000);
    shell.kill("SIGKILL");
    const refused = () =>
      fetch(`${url}/healthz`).then(
        () => undefined,
        () => true,
      );
    expect(await eventually(refused)).toBe(true);
  }, 40_000);

  it.each([
    ["an unknown flag", ["--colour"], /Unknown option '--colour'/],
    ["agents that are no number", ["--agents", "some"], /--agents wants a number from 0 to 999/],
  ])("refuses %s with status 2 and its options", async (_, args, message) => {
    const { code, err } = await main(...args).ended;
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).toContain("--port N");
  });

  it("prints the local endpoints", async () => {
    const { code, out } = await main("--show-endpoints").ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({ provider: "standard", endpointId: "demo" }),
    );
  });
});
