/** Finds dynoxide: an optional package with one executable, published for Linux on x64. */
import { accessSync, chmodSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const packageName = "@dynoxide/linux-x64";

/** @returns the path of the executable, or undefined where the package is not installed or cannot be run */
export function findDynoxide(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const binary = resolveBinary();
  if (binary === undefined) return undefined;
  return isExecutable(binary) ? binary : undefined;
}

function isExecutable(binary: string): boolean {
  try {
    accessSync(binary, constants.X_OK);
    return true;
  } catch {
    return existsSync(binary) && madeExecutable(binary);
  }
}

/** An archive or a copy may have lost the permission; a folder that is not ours keeps it lost. */
function madeExecutable(binary: string): boolean {
  try {
    chmodSync(binary, 0o755);
    return true;
  } catch {
    return false;
  }
}

function resolveBinary(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    return join(manifest, "..", "dynoxide");
  } catch {
    return undefined;
  }
}
