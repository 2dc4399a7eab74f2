/** How many minified bytes each function loads. */
import { join } from "node:path";
import { environments, type FunctionName } from "../schemas/environment.ts";
import { bundleFunction } from "../scripts/bundle.ts";
import { bundleEntry } from "./bundle.ts";
import type { Benchmark, Measurement } from "./measurement.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const largestOfAny = 300_000;
const largestOf: Partial<Record<FunctionName, number>> = {
  "receive-webhook": 230_000,
  // JSONata, the reader of mails and the sanitiser. It works behind a queue: nobody waits for its cold start.
  "read-deliveries": 445_000,
};

const isFunctionName = (name: string): name is FunctionName => name in environments;

export const bundleSize: Benchmark = {
  name: "bundle-size",
  about:
    "minified bytes of every function; floor: a handler that does nothing but PutItem with the SDK's client",
  async run() {
    const directory = temporaryDirectory();
    const { bytes: floor } = await bundleEntry("handler-cpu/bare-writer.ts", directory, true);
    const names = Object.keys(environments).filter(isFunctionName);
    return Promise.all(
      names.map(async (name): Promise<Measurement> => {
        const measured = await bundleFunction(name, join(directory, `${name}.cjs`));
        const budget = { kind: "atMost", value: largestOf[name] ?? largestOfAny } as const;
        return { name: `bundle-size: ${name}`, unit: "bytes", measured, floor, budget, isHard: true };
      }),
    );
  },
};
