/** What one more request costs a warm `receive-webhook`, beside handlers that do no more than they must. */
import { join } from "node:path";
import * as z from "zod";
import { bundleFunction } from "../../scripts/bundle.ts";
import { endpointOf, type SignedCall } from "../../test/support/senders.ts";
import { bundleEntry } from "../bundle.ts";
import { type Child, startChild } from "../child-process.ts";
import { smsDelivery, visitDelivery, whatsAppDelivery } from "../deliveries.ts";
import { functionEnvironment, gatewayEvent, publicBaseUrl } from "../function-environment.ts";
import type { Benchmark, Measurement, Mode } from "../measurement.ts";
import { median, medianRatio } from "../statistics.ts";
import { type StubEngine, startStubEngine } from "../stub-engine/start.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const budget = { kind: "ratioAtMost", value: 1.25 } as const;

/**
 * A process keeps what its compiler happened to choose, so several are measured, in turns with their floors;
 * each is warmed up by `warmUp` calls and then plays `rounds` of `calls`.
 */
const sizes: Readonly<Record<Mode, { processes: number; warmUp: number; rounds: number; calls: number }>> = {
  full: { processes: 3, warmUp: 1200, rounds: 20, calls: 50 },
  smoke: { processes: 1, warmUp: 500, rounds: 10, calls: 50 },
};
const distinctEvents = 100;

const cases: readonly {
  readonly name: string;
  readonly provider: string;
  delivery(index: number): SignedCall;
}[] = [
  { name: "WhatsApp, 2 KB", provider: "meta", delivery: whatsAppDelivery },
  { name: "Twilio SMS, two writes", provider: "twilio", delivery: (index) => smsDelivery(index) },
  { name: "standard event", provider: "standard", delivery: visitDelivery },
];

type Variant = "ours" | "receiver" | "writer";
/** Microseconds of CPU per call, round by round. */
type Rounds = Record<Variant, number[]>;

const roundSchema = z.object({ microsecondsPerCall: z.number() });

export const handlerCpu: Benchmark = {
  name: "handler-cpu",
  about:
    "CPU per request of the warm bundle on a stub engine; floor: the SDK's client making the same writes, once signature and body were checked and parsed, or the writes alone; ratio: median of rounds in turns",
  async run(mode) {
    const stub = await startStubEngine();
    try {
      const bundles = await bundleAll();
      const measurements: Measurement[] = [];
      for (const one of cases) {
        const rounds: Rounds = { ours: [], receiver: [], writer: [] };
        for (let turn = 0; turn < sizes[mode].processes; turn += 1)
          await measure(one, bundles, stub, mode, rounds);
        measurements.push({ ...row(one.name, rounds, "receiver"), budget });
        measurements.push(row(`${one.name}, beside the writes alone`, rounds, "writer"));
      }
      return measurements;
    } finally {
      await stub.end();
    }
  },
};

function row(name: string, rounds: Rounds, floor: "receiver" | "writer"): Measurement {
  return {
    name: `handler-cpu: ${name}`,
    unit: "us",
    measured: median(rounds.ours),
    floor: median(rounds[floor]),
    ratio: medianRatio(rounds.ours, rounds[floor]),
  };
}

async function bundleAll() {
  const directory = temporaryDirectory();
  const ours = join(directory, "receive-webhook.cjs");
  await bundleFunction("receive-webhook", ours);
  const [runner, receiver, writer] = await Promise.all([
    bundleEntry("handler-cpu/rounds.ts", directory, false),
    bundleEntry("handler-cpu/bare-receiver.ts", directory, true),
    bundleEntry("handler-cpu/bare-writer.ts", directory, true),
  ]);
  return { runner: runner.file, ours, receiver: receiver.file, writer: writer.file };
}

async function measure(
  { provider, delivery }: (typeof cases)[number],
  { runner, ...bundles }: Awaited<ReturnType<typeof bundleAll>>,
  stub: StubEngine,
  mode: Mode,
  into: Rounds,
): Promise<void> {
  const children: Child[] = [];
  const start = async (bundle: string) => {
    const child = await startChild(runner, [bundle], { env: functionEnvironment(stub.url), execArgv: [] });
    children.push(child);
    return async (question: object | number) =>
      roundSchema.parse(await child.ask(question)).microsecondsPerCall;
  };
  try {
    const ours = await start(bundles.ours);
    const receiver = await start(bundles.receiver);
    const writer = await start(bundles.writer);
    const players = [
      ["ours", ours],
      ["receiver", receiver],
      ["writer", writer],
    ] as const;
    const events = Array.from({ length: distinctEvents }, (_, index) => gatewayEvent(delivery(index)));
    const writes = await writesOf(stub, events.length, () => ours(events));
    const { secret } = endpointOf(provider);
    const floorEvents = events.map((event, index) => ({
      event,
      secret,
      publicBaseUrl,
      writes: writes[index],
    }));
    await receiver(floorEvents);
    await writer(floorEvents);
    const { warmUp, rounds, calls } = sizes[mode];
    for (const [, play] of players) await play(warmUp);
    for (let round = 0; round < rounds; round += 1) {
      for (const [variant, play] of players) into[variant].push(await play(calls));
    }
  } finally {
    for (const child of children) await child.end();
  }
}

/** The writes that so many events cause, event by event. */
async function writesOf(
  stub: StubEngine,
  events: number,
  play: () => Promise<unknown>,
): Promise<unknown[][]> {
  const seen = await stub.callsDuring(play);
  const writes = seen.flatMap(({ operation, body }): unknown[] =>
    operation === "DynamoDB_20120810.PutItem" ? [JSON.parse(body)] : [],
  );
  const each = writes.length / events;
  if (!Number.isInteger(each)) throw new Error(`${writes.length} writes for ${events} events`);
  return Array.from({ length: events }, (_, index) => writes.slice(index * each, (index + 1) * each));
}
