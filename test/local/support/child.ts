/** The runtime in a process of its own, so that a test can kill it. Arguments: templates file, data directory. */
import { readFileSync } from "node:fs";
import { errorsOnly } from "../../../local/log.ts";
import { startPlatform } from "../../../local/start.ts";

const [templatesFile = "", dataDir = ""] = process.argv.slice(2);
const stacks = JSON.parse(readFileSync(templatesFile, "utf8"));
const templates = stacks.map((stack: object) => ({ ...stack, assets: new Map() }));
const { url, awsUrl, region, rootCredentials } = await startPlatform({
  templates,
  dataDir,
  port: 0,
  log: errorsOnly,
});
process.stdout.write(`${JSON.stringify({ url, awsUrl, region, rootCredentials })}\n`);
