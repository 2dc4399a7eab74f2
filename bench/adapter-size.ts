/** How many minified bytes each channel's adapter adds to what receives webhooks. */
import { join } from "node:path";
import { build } from "esbuild";
import { adapters } from "../adapters/channels/listed/adapters.ts";
import { bundling } from "../lib/constructs/bundling.ts";
import type { Benchmark, Measurement } from "./measurement.ts";

const largest = 25_000;
const channels = join(import.meta.dirname, "../adapters/channels");

/** Of these adapters together, without packages, which are in the bundle anyway. */
async function sizeOf(names: readonly string[]): Promise<number> {
  const imports = names.map((name, index) => `export { adapter as a${index} } from "./${name}/index.ts";`);
  const { outputFiles } = await build({
    stdin: { contents: imports.join("\n"), resolveDir: channels },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    minify: bundling.minify,
    target: bundling.target,
    packages: "external",
    logLevel: "error",
  });
  return outputFiles.reduce((total, { contents }) => total + contents.length, 0);
}

export const adapterSize: Benchmark = {
  name: "adapter-size",
  about: "minified bytes that each adapter adds to all the others, without packages",
  async run() {
    const names = Object.keys(adapters);
    const whole = await sizeOf(names);
    return Promise.all(
      names.map(async (name): Promise<Measurement> => {
        const measured = whole - (await sizeOf(names.filter((other) => other !== name)));
        const budget = { kind: "atMost", value: largest } as const;
        return { name: `adapter-size: ${name}`, unit: "bytes", measured, budget, isHard: true };
      }),
    );
  },
};
