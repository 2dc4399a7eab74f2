/** `npm run bench -- [--smoke] [name ...]`: runs the benchmarks and prints what they measured as one table. */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { adapterSize } from "./adapter-size.ts";
import { bundleSize } from "./bundle-size.ts";
import { coldStart } from "./cold-start/benchmark.ts";
import { handlerCpu } from "./handler-cpu/benchmark.ts";
import { ingestThroughput } from "./ingest-throughput.ts";
import { largeCustomer } from "./large-customer.ts";
import { liveLatency } from "./live-latency.ts";
import { mailTorture } from "./mail/benchmark.ts";
import { type Benchmark, fails, type Measurement, type Mode } from "./measurement.ts";
import { offerLatency } from "./offer-latency.ts";
import { roundTrips } from "./round-trips.ts";
import { routingDecision } from "./routing-decision.ts";
import { routingReads } from "./routing-reads.ts";
import { routingUplift } from "./routing-uplift.ts";
import { startUp } from "./start-up.ts";
import { tableOf } from "./table.ts";
import { whatsAppCpu } from "./whatsapp-cpu.ts";

const benchmarks: readonly Benchmark[] = [
  bundleSize,
  adapterSize,
  coldStart,
  handlerCpu,
  whatsAppCpu,
  mailTorture,
  roundTrips,
  routingDecision,
  routingReads,
  startUp,
  largeCustomer,
  liveLatency,
  offerLatency,
  ingestThroughput,
  routingUplift,
];

const { values, positionals } = parseArgs({
  options: { smoke: { type: "boolean", default: false } },
  allowPositionals: true,
});
const mode: Mode = values.smoke ? "smoke" : "full";
const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(
    `no benchmark ${unknown.join(", ")}; there are ${benchmarks.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}

const [cpu] = cpus();
const load = loadavg()[0]?.toFixed(2);
console.info(`${cpus().length} x ${cpu?.model.trim()}, Node ${process.version}, load ${load}, ${mode} run\n`);

const measurements: Measurement[] = [];
const broken: string[] = [];
for (const { name, about, run } of benchmarks) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const startedAt = performance.now();
  try {
    measurements.push(...(await run(mode)));
  } catch (error) {
    broken.push(name);
    console.error(`${name} does not run:`, error);
  }
  console.info(`${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s): ${about}`);
}

console.info(`\n${tableOf(measurements)}\n`);
const failed = measurements.filter((measurement) => fails(measurement, mode)).map(({ name }) => name);
if (failed.length > 0) console.error(`over budget: ${failed.join("; ")}`);
if (broken.length > 0) console.error(`did not run: ${broken.join(", ")}`);
process.exitCode = failed.length + broken.length > 0 ? 1 : 0;
