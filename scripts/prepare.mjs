/**
 * Runs before `npm start` and `npm test`, on the host's own Node (20 or newer) and with no package:
 * installs what is missing, lists the channels, and builds the panel when its sources have changed (`--panel`).
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installedStamp = join(root, "node_modules", ".omniline-lock");
const panelStamp = join(root, "panel", "dist", ".sources");

const say = (text) => process.stderr.write(`${text}\n`);

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function isUpToDate(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

function run(command, args, whatFailed) {
  const shell = process.platform === "win32";
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"], shell });
  if (status === 0) return;
  say(whatFailed);
  process.exit(1);
}

function install() {
  const hash = hashOf(["package-lock.json"]);
  if (isUpToDate(installedStamp, hash)) return;
  say("Installing packages (once, about a minute) ...");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], "npm ci failed: see above.");
  writeFileSync(installedStamp, hash);
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .filter((file) => !file.startsWith(join("panel", "dist")))
    .sort();
}

function buildPanel() {
  const hash = hashOf(["package-lock.json", ...filesBelow("panel"), ...filesBelow("schemas")]);
  if (isUpToDate(panelStamp, hash)) return;
  say("Building the panel (once, and after changes to it) ...");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const node = join(root, "node_modules", ".bin", "node");
  run(node, [vite, "build", "panel", "--logLevel", "error"], "The panel could not be built: see above.");
  writeFileSync(panelStamp, hash);
}

const [major] = process.versions.node.split(".");
if (Number(major) < 20) {
  say(`Omniline needs Node 20 or newer; this is ${process.version}.`);
  process.exit(1);
}
install();
await import("./list-channels.mjs");
if (process.argv.includes("--panel")) buildPanel();
