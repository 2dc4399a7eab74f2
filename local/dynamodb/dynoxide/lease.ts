/** Keeps one dynoxide per database file: two would both answer, each with its own idea of the data. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod/mini";

const killDeadlineMs = 5_000;

const leaseSchema = z.object({ pid: z.int(), port: z.int(), owner: z.int() });
type Lease = z.infer<typeof leaseSchema>;

/**
 * Makes sure that nobody serves the database file: ends the engine that a killed run left behind.
 *
 * @throws when the engine belongs to a process that is still running
 */
export async function endStaleEngine(dataDir: string, dbPath: string): Promise<void> {
  const lease = readLease(dataDir);
  if (lease === undefined || !serves(lease.pid, dbPath)) return;
  if (parentOf(lease.pid) === lease.owner) {
    throw new Error(
      `${dataDir} is in use by process ${lease.owner}: stop it, or choose another data directory`,
    );
  }
  process.kill(lease.pid, "SIGKILL");
  const deadline = Date.now() + killDeadlineMs;
  while (serves(lease.pid, dbPath)) {
    if (Date.now() > deadline)
      throw new Error(`dynoxide of an earlier run (process ${lease.pid}) does not end`);
    await delay(5);
  }
}

export function writeLease(dataDir: string, engine: { pid: number; port: number }): void {
  const lease: Lease = { pid: engine.pid, port: engine.port, owner: process.pid };
  writeFileSync(leaseFile(dataDir), JSON.stringify(lease));
}

export function removeLease(dataDir: string): void {
  rmSync(leaseFile(dataDir), { force: true });
}

function leaseFile(dataDir: string): string {
  return join(dataDir, "dynoxide.json");
}

function readLease(dataDir: string): Lease | undefined {
  try {
    return leaseSchema.parse(JSON.parse(readFileSync(leaseFile(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}

/** True only for a live dynoxide on this very file: a pid may long be somebody else's. */
function serves(pid: number, dbPath: string): boolean {
  const words = readProc(pid, "cmdline").split("\0");
  return words.some((word) => word.endsWith("/dynoxide")) && words.includes(dbPath);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readProc(pid, "status"))?.[1]);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
