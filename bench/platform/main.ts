/** The platform as `npm start` runs it, in a process of its own, with the key that may do anything handed out. */

import { errorsOnly } from "../../local/log.ts";
import { startPlatform } from "../../local/start.ts";
import { synthesiseOmniline } from "../../local/synthesise.ts";
import { answerParent } from "../child-process.ts";

const [dataDir = ""] = process.argv.slice(2);
const platform = await startPlatform({
  templates: synthesiseOmniline,
  dataDir,
  port: 0,
  fresh: true,
  log: errorsOnly,
});
const { url, awsUrl, region, rootCredentials } = platform;
answerParent({ url, awsUrl, region, ...rootCredentials }, async () => {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000 };
});
process.on("disconnect", () => void platform.close().then(() => process.exit()));
