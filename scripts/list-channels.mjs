/**
 * Writes the lists of channels, one for each part that a channel's folder may have: a channel is its folder, and
 * nothing else names it. Runs before everything that needs them, on the host's own Node and with no package.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const channels = join(dirname(dirname(fileURLToPath(import.meta.url))), "adapters", "channels");

/**
 * Whether the folder's index.ts has a line `business: true,`: looked for in the text, since nothing is loaded here
 * (lib/ingest/business-providers.ts does the same for the routes).
 */
const isBusiness = (name) =>
  /^\s*business: true,$/m.test(readFileSync(join(channels, name, "index.ts"), "utf8"));

const everyChannel = () => true;

/** List, file in the folder, name it exports, the type of it, and which of the channels. */
const parts = [
  ["adapters", "index", "adapter", "ingest/channel-adapter.ts", "ChannelAdapter"],
  [
    "conversations",
    "index",
    "adapter",
    "ingest/channel-adapter.ts",
    "ChannelAdapter",
    (name) => !isBusiness(name),
  ],
  ["business", "index", "adapter", "ingest/channel-adapter.ts", "ChannelAdapter", isBusiness],
  ["readers", "later", "reader", "ingest/delivery-reader.ts", "DeliveryReader"],
  ["media-sources", "media", "mediaSource", "ingest/media-source.ts", "MediaSource"],
  ["senders", "send", "sender", "outbox/channel-sender.ts", "ChannelSender"],
];

const names = readdirSync(channels, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(channels, entry.name, "index.ts")))
  .map(({ name }) => name)
  .sort();

const variable = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

function listOf([list, file, exported, port, type, isWanted = everyChannel]) {
  const having = names.filter((name) => existsSync(join(channels, name, `${file}.ts`)) && isWanted(name));
  const imports = having.map(
    (name) => `import { ${exported} as ${variable(name)} } from "../${name}/${file}.ts";\n`,
  );
  const entries = having.map((name) => `  ${JSON.stringify(name)}: ${variable(name)},\n`);
  return `/** Written by scripts/list-channels.mjs: the channels' ${file}.ts, by their providers' names. */
import type { ${type} } from "../../../domain/${port}";
${imports.join("")}
/** Without a prototype, so that a path such as \`/__proto__/\` names no provider. */
export const ${variable(list)}: Readonly<Record<string, ${type}>> = Object.freeze(
  Object.assign(Object.create(null), {
${entries.join("")}  }),
);
`;
}

const folder = join(channels, "listed");
mkdirSync(folder, { recursive: true });
for (const part of parts) {
  const path = join(folder, `${part[0]}.ts`);
  const text = listOf(part);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}
