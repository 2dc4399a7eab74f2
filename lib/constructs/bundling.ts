/** How functions are bundled: measured in bench/ against a budget in size and in cold start. */
import { fileURLToPath } from "node:url";
import { OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";

const leftOut = (name: string, of = "aws") =>
  fileURLToPath(new URL(`../../adapters/${of}/left-out/${name}.ts`, import.meta.url));

/** Parts of packages that no function of ours uses, and what takes their place (docs/decisions/0003). */
export const aliases: Readonly<Record<string, string>> = {
  "@aws-sdk/credential-provider-node": leftOut("credential-search"),
  "@aws-sdk/middleware-endpoint-discovery": leftOut("endpoint-discovery"),
  "@smithy/core/checksum": leftOut("checksum"),
  "@smithy/core/event-streams": leftOut("event-streams"),
  dayjs: leftOut("dates", "mail"),
  domhandler: leftOut("document-tree", "mail"),
  domutils: leftOut("document-tree", "mail"),
  postcss: leftOut("style-parser", "mail"),
};

/** CommonJS with the packages' module builds: tree-shaken, no top-level await, no dynamic import. */
export const bundling = {
  minify: true,
  format: OutputFormat.CJS,
  target: "node24",
  mainFields: ["module", "main"],
  sourceMap: false,
  keepNames: false,
  externalModules: [],
  esbuildArgs: {
    ...Object.fromEntries(Object.entries(aliases).map(([name, file]) => [`--alias:${name}`, file])),
    "--supported:dynamic-import": "false",
  },
};
