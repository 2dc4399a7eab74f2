/** What one accepted event costs in requests to AWS, and what a repeated one adds to the table. */
import { join } from "node:path";
import { bundleFunction } from "../scripts/bundle.ts";
import { type SignedCall, send } from "../test/support/senders.ts";
import { bundleEntry } from "./bundle.ts";
import { startChild } from "./child-process.ts";
import { smsDelivery, visitDelivery, whatsAppDelivery } from "./deliveries.ts";
import { functionEnvironment, gatewayEvent } from "./function-environment.ts";
import type { Benchmark, Measurement } from "./measurement.ts";
import { countItems, decided, relayed, startPlatformUnderTest } from "./platform/start.ts";
import { startStubEngine } from "./stub-engine/start.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

interface Case {
  readonly name: string;
  readonly requests: number;
  delivery(index: number, base?: string): SignedCall;
}

const cases: readonly Case[] = [
  { name: "WhatsApp", requests: 1, delivery: whatsAppDelivery },
  { name: "Twilio SMS (no event time)", requests: 2, delivery: smsDelivery },
  { name: "standard event", requests: 1, delivery: visitDelivery },
];
const eventsPerCase = 20;

export const roundTrips: Benchmark = {
  name: "round-trips",
  about:
    "requests to AWS per accepted event, secrets once read; floor: one write; and items that duplicates add",
  run: async () => [...(await requestsPerEvent()), await itemsOfDuplicates()],
};

async function requestsPerEvent(): Promise<Measurement[]> {
  const directory = temporaryDirectory();
  const bundle = join(directory, "receive-webhook.cjs");
  await bundleFunction("receive-webhook", bundle);
  const { file: runner } = await bundleEntry("handler-cpu/rounds.ts", directory, false);
  const stub = await startStubEngine();
  const child = await startChild(runner, [bundle], { env: functionEnvironment(stub.url), execArgv: [] });
  try {
    await child.ask([gatewayEvent(visitDelivery(0))]);
    const measurements: Measurement[] = [];
    for (const { name, requests, delivery } of cases) {
      const events = Array.from({ length: eventsPerCase }, (_, index) => gatewayEvent(delivery(index)));
      const calls = await stub.callsDuring(() => child.ask(events));
      measurements.push({
        name: `round-trips: ${name}`,
        unit: "requests",
        measured: calls.length / eventsPerCase,
        floor: 1,
        budget: { kind: "atMost", value: requests },
        isHard: true,
      });
    }
    return measurements;
  } finally {
    await child.end();
    await stub.end();
  }
}

/** One event of each provider on the real local engine, then each of them twice more at once. */
async function itemsOfDuplicates(): Promise<Measurement> {
  const platform = await startPlatformUnderTest();
  try {
    const calls = cases.map(({ delivery }) => delivery(1, platform.url));
    const sendAll = async (all: readonly SignedCall[]) => {
      for (const answer of await Promise.all(all.map((call) => send(platform.url, call)))) {
        if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
      }
    };
    await sendAll(calls);
    await relayed(platform, calls.length);
    await decided(platform, calls.length);
    const before = await countItems(platform);
    await sendAll([...calls, ...calls]);
    return {
      name: "round-trips: items that six duplicates add",
      unit: "items",
      measured: (await countItems(platform)) - before,
      budget: { kind: "atMost", value: 0 },
      isHard: true,
    };
  } finally {
    await platform.end();
  }
}
