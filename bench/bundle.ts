/** Bundles the programs of the benchmarks as functions are bundled, so that only what is compared differs. */
import { join } from "node:path";
import { aliases } from "../lib/constructs/bundling.ts";
import { bundleEntry as bundle } from "../scripts/bundle.ts";

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
  const bytes = await bundle(join(import.meta.dirname, entry), file, leavesOut ? aliases : {});
  return { file, bytes };
}
