/** Which channels bring events of systems, and so have routes and a function of their own. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const channels = fileURLToPath(new URL("../../adapters/channels/", import.meta.url));

/** Those whose index.ts has a line `business: true,`: read as text, as `scripts/list-channels.mjs` reads it. */
export function businessProviders(): string[] {
  return readdirSync(channels, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isBusiness(`${channels}${entry.name}/index.ts`))
    .map(({ name }) => name)
    .sort();
}

function isBusiness(file: string): boolean {
  return existsSync(file) && /^\s*business: true,$/m.test(readFileSync(file, "utf8"));
}
