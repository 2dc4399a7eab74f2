/** The DynamoDB of the laptop runtime: dynoxide where it is installed, else dynalite with our additions. */
import { existsSync, mkdirSync } from "node:fs";
import { dynaliteFolder, startDynalite } from "./dynalite/start.ts";
import { findDynoxide } from "./dynoxide/binary.ts";
import { dynoxideFile, startDynoxide } from "./dynoxide/start.ts";
import type { DynamoEngine } from "./protocol.ts";

export type { Call, DynamoEngine, Reply } from "./protocol.ts";

export interface EngineOptions {
  /** Made when missing. One engine at a time may have it open. */
  readonly dataDir: string;
  /** Absent: the engine that wrote the data directory; for a new one, the best that is installed. */
  readonly engine?: DynamoEngine["name"];
}

/** @throws when the data directory is in use or unreadable, or the engine is not installed */
export async function startDynamoEngine({ dataDir, engine }: EngineOptions): Promise<DynamoEngine> {
  mkdirSync(dataDir, { recursive: true });
  const name = engine ?? engineOf(dataDir);
  if (name === "dynalite") return startDynalite(dataDir);
  const binary = findDynoxide();
  if (binary === undefined) {
    throw new Error(
      `${dataDir} needs dynoxide, which is not installed on this machine: install it, or start with empty data`,
    );
  }
  return startDynoxide(dataDir, binary);
}

function engineOf(dataDir: string): DynamoEngine["name"] {
  if (existsSync(dynoxideFile(dataDir))) return "dynoxide";
  if (existsSync(dynaliteFolder(dataDir))) return "dynalite";
  return findDynoxide() === undefined ? "dynalite" : "dynoxide";
}
