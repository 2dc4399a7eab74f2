/** How long somebody who types `npm start` waits, everything being installed. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startProcess } from "../test/support/platform-process.ts";
import type { Benchmark, Mode } from "./measurement.ts";
import { median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const budget = { kind: "atMost", value: 10_000 } as const;
const starts: Readonly<Record<Mode, number>> = { full: 5, smoke: 1 };

const run = promisify(execFile);

export const startUp: Benchmark = {
  name: "start-up",
  about:
    "from the command to the ready line, with empty data, median; floor: the same Node loading aws-cdk-lib",
  async run(mode) {
    const ready: number[] = [];
    const floor: number[] = [];
    for (let start = 0; start < starts[mode]; start += 1) {
      floor.push(
        await timed(() => run(process.execPath, ["--import", "tsx", "--eval", 'require("aws-cdk-lib")'])),
      );
      ready.push(await timeToReady());
    }
    return [
      {
        name: "start-up: npm start to ready",
        unit: "ms",
        measured: median(ready),
        floor: median(floor),
        budget,
      },
    ];
  },
};

async function timeToReady(): Promise<number> {
  const startedAt = performance.now();
  const platform = await startProcess(temporaryDirectory());
  const milliseconds = performance.now() - startedAt;
  await platform.stop();
  return milliseconds;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
