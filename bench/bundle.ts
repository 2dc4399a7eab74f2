/** Bundles the programs of the benchmarks as functions are bundled, so that only what is compared differs. */
import { join } from "node:path";
import { build } from "esbuild";
import { aliases, bundling } from "../lib/constructs/bundling.ts";

export interface BenchBundle {
  readonly file: string;
  readonly bytes: number;
}

/**
 * @param entry path relative to `bench/`
 * @param leavesOut whether the SDK's parts that we leave out are left out here too
 */
export async function bundleEntry(
  entry: string,
  directory: string,
  leavesOut: boolean,
): Promise<BenchBundle> {
  const file = join(directory, entry.replaceAll("/", "-").replace(/ts$/, "cjs"));
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: bundling.minify,
    target: bundling.target,
    mainFields: bundling.mainFields,
    alias: leavesOut ? { ...aliases } : {},
    metafile: true,
    logLevel: "error",
  });
  return { file, bytes: Object.values(metafile.outputs).reduce((total, { bytes }) => total + bytes, 0) };
}
