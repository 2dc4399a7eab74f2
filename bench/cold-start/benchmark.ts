/** What the first call of a new `receive-webhook` costs, beside handlers that do the same with less. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { bundleFunction } from "../../scripts/bundle.ts";
import { bundleEntry } from "../bundle.ts";
import { whatsAppDelivery } from "../deliveries.ts";
import { functionEnvironment, gatewayEvent } from "../function-environment.ts";
import type { Benchmark, Measurement, Mode } from "../measurement.ts";
import { median, medianRatio } from "../statistics.ts";
import { startStubEngine } from "../stub-engine/start.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const budget = { kind: "ratioAtMost", value: 3.2 } as const;
const processes: Readonly<Record<Mode, number>> = { full: 41, smoke: 9 };

const figuresSchema = z.object({ loadMs: z.number(), totalMs: z.number(), cpuMs: z.number() });
type Figures = z.infer<typeof figuresSchema>;
type FiguresOfAll = Record<"ours" | "noSdk" | "sdk", Figures[]>;
type FirstCall = () => Promise<Figures>;

const run = promisify(execFile);

export const coldStart: Benchmark = {
  name: "cold-start",
  about:
    "load and first call (2 secrets, 1 write) in fresh processes in turns, V8's compile cache off; floor: the same work, signed, without any package; ratio: median of the turns",
  async run(mode) {
    const stub = await startStubEngine();
    try {
      const { ours, noSdk, sdk } = await prepare(functionEnvironment(stub.url));
      const figures: FiguresOfAll = { ours: [], noSdk: [], sdk: [] };
      for (let round = 0; round < processes[mode]; round += 1) {
        figures.noSdk.push(await noSdk());
        figures.ours.push(await ours());
        figures.sdk.push(await sdk());
      }
      return report(figures);
    } finally {
      await stub.end();
    }
  },
};

async function prepare(env: NodeJS.ProcessEnv) {
  const directory = temporaryDirectory();
  const ours = join(directory, "receive-webhook.cjs");
  await bundleFunction("receive-webhook", ours);
  const [runner, noSdk, sdk] = await Promise.all([
    bundleEntry("cold-start/first-call.ts", directory, false),
    bundleEntry("cold-start/no-sdk.ts", directory, false),
    bundleEntry("cold-start/bare-sdk.ts", directory, false),
  ]);
  const eventFile = join(directory, "event.json");
  writeFileSync(eventFile, JSON.stringify(gatewayEvent(whatsAppDelivery(1))));
  const firstCallOf = (bundle: string): FirstCall => {
    return async () => {
      const { stdout } = await run(process.execPath, [runner.file, bundle, eventFile], { env });
      return figuresSchema.parse(JSON.parse(stdout));
    };
  };
  return { ours: firstCallOf(ours), noSdk: firstCallOf(noSdk.file), sdk: firstCallOf(sdk.file) };
}

function report({ ours, noSdk, sdk }: FiguresOfAll): Measurement[] {
  const row = (what: string, figures: readonly Figures[], figure: keyof Figures): Measurement => {
    const samples = figures.map((one) => one[figure]);
    const floors = noSdk.map((one) => one[figure]);
    return {
      name: `cold-start: ${what}`,
      unit: "ms",
      measured: median(samples),
      floor: median(floors),
      ratio: medianRatio(samples, floors),
    };
  };
  return [
    { ...row("load and first call", ours, "totalMs"), budget },
    row("load alone", ours, "loadMs"),
    row("CPU of load and first call", ours, "cpuMs"),
    row("the same with two SDK clients as they come", sdk, "totalMs"),
  ];
}
