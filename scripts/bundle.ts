/** Bundles as the CDK app does, for measurements: size, cold start, CPU. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { aliases, bundling } from "../lib/constructs/bundling.ts";
import type { FunctionName } from "../schemas/environment.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** @returns the minified size in bytes */
export function bundleFunction(name: FunctionName, outfile: string): Promise<number> {
  return bundleEntry(`${root}functions/${name}/index.ts`, outfile, aliases);
}

/**
 * @param leftOut what takes the place of packages, by their name
 * @returns the minified size in bytes
 */
export async function bundleEntry(
  entry: string,
  outfile: string,
  leftOut: Readonly<Record<string, string>>,
): Promise<number> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: bundling.minify,
    target: bundling.target,
    mainFields: bundling.mainFields,
    alias: { ...leftOut },
    supported: { "dynamic-import": false },
    metafile: true,
    logLevel: "error",
  });
  return Object.values(metafile.outputs).reduce((total, { bytes }) => total + bytes, 0);
}
