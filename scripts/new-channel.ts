/** Makes the folder of a new channel that already works: `npm run channel:new NAME` (docs/channels.md, "Add a channel"). */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { addChannel } from "./new-channel/add-channel.ts";

const [name = "", ...others] = process.argv.slice(2);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const added = others.length > 0 ? { problem: "One name, please." } : addChannel(root, name);
if ("problem" in added) {
  process.stderr.write(`${added.problem}\nUsage: npm run channel:new acme-chat\n`);
  process.exit(1);
}
format(`adapters/channels/${name}`, "local/endpoints.json");
await import(new URL("./list-channels.mjs", import.meta.url).href);
process.stdout.write(`${added.files.map((file) => `  ${file}`).join("\n")}

It works as it is, with a provider that is made up. Make it yours (docs/channels.md, "Add a channel"), and prove it:
  npx vitest run --project unit test/kit/conformance.test.ts -t ${name}
`);

/** A longer name breaks lines in other places. */
function format(...paths: readonly string[]): void {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const done = spawnSync(process.execPath, [biome, "check", "--write", "--vcs-enabled=false", ...paths], {
    cwd: root,
  });
  if (done.status !== 0)
    process.stderr.write(`${paths.join(" and ")} could not be formatted: npm run format\n`);
}
