/**
 * Loads one bundle, calls its handler once and prints what that took, in a process of its own: from before the
 * bundle is read to the handler's answer, module initialisation and first requests to AWS included.
 */
import { readFileSync } from "node:fs";
import { loadHandler } from "../loaded-handler.ts";

const [bundle = "", eventFile = ""] = process.argv.slice(2);
const event: unknown = JSON.parse(readFileSync(eventFile, "utf8"));

async function main() {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const handle = loadHandler(bundle);
  const loadedAt = performance.now();
  await handle(event);
  const answeredAt = performance.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  const figures = {
    loadMs: loadedAt - startedAt,
    totalMs: answeredAt - startedAt,
    cpuMs: (user + system) / 1000,
  };
  process.stdout.write(JSON.stringify(figures), () => process.exit());
}

void main();
