/** How functions are bundled: measured to start in under 3.2 times the floor (bench/cold-start.ts). */
import { fileURLToPath } from "node:url";
import { OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";

const noCredentialSearch = fileURLToPath(
  new URL("../../adapters/aws/no-credential-search.ts", import.meta.url),
);

/**
 * CommonJS with the packages' module builds: tree-shaken, no top-level await, no dynamic import.
 * Lambda hands credentials over in the environment, so the SDK's chain of other sources stays out.
 */
export const bundling = {
  minify: true,
  format: OutputFormat.CJS,
  target: "node24",
  mainFields: ["module", "main"],
  sourceMap: false,
  keepNames: false,
  externalModules: [],
  esbuildArgs: { "--alias:@aws-sdk/credential-provider-node": noCredentialSearch },
};
