/** Bundles a function as the CDK app does, for measurements: size, cold start, CPU. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { aliases, bundling } from "../lib/constructs/bundling.ts";
import type { FunctionName } from "../schemas/environment.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** @returns the minified size in bytes */
export async function bundleFunction(name: FunctionName, outfile: string): Promise<number> {
  const result = await build({
    entryPoints: [`${root}functions/${name}/index.ts`],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: bundling.minify,
    target: bundling.target,
    mainFields: bundling.mainFields,
    alias: { ...aliases },
    supported: { "dynamic-import": false },
    metafile: true,
    logLevel: "error",
  });
  return Object.values(result.metafile.outputs).reduce((total, { bytes }) => total + bytes, 0);
}
