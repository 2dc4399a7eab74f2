/** How many events a second the platform on this machine acknowledges, load coming from a second process. */
import { type AttributeValue, paginateScan } from "@aws-sdk/client-dynamodb";
import type { SignedCall } from "../test/support/senders.ts";
import { callOf, visits } from "../test/support/visits.ts";
import { type LoadResult, putLoad } from "./load.ts";
import type { Benchmark, Measurement, Mode, Unit } from "./measurement.ts";
import {
  createBareTable,
  type PlatformUnderTest,
  relayed,
  startPlatformUnderTest,
} from "./platform/start.ts";
import { percentile } from "./statistics.ts";

const budget = { kind: "atLeast", value: 400 } as const;
const connections = 16;
const sizes: Readonly<Record<Mode, { events: number; warmUp: number }>> = {
  full: { events: 6000, warmUp: 1000 },
  smoke: { events: 800, warmUp: 200 },
};
const eventsPerCustomer = 4;

export const ingestThroughput: Benchmark = {
  name: "ingest-throughput",
  about: `standard events on ${connections} connections, the relay working meanwhile; floor: bare puts of the same items through the local gateway`,
  async run(mode) {
    const { events, warmUp } = sizes[mode];
    const platform = await startPlatformUnderTest();
    try {
      const bareTable = await createBareTable(platform);
      await putLoad(platform.url, visitCalls("warm", warmUp), connections);
      await relayed(platform, warmUp);
      const ingest = await measure(platform, platform.url, visitCalls("run", events), (acknowledged) =>
        relayed(platform, warmUp + acknowledged),
      );
      const puts = await barePuts(platform, bareTable, warmUp + events);
      await putLoad(platform.awsUrl, puts.slice(0, warmUp), connections);
      const floor = await measure(platform, platform.awsUrl, puts.slice(warmUp), async () => undefined);
      return report(ingest, floor);
    } finally {
      await platform.end();
    }
  },
};

interface Run extends LoadResult {
  /** From the last acknowledgement to the end of what the load set off. */
  readonly afterwardsMs: number;
  /** All of it included. */
  readonly cpuMsPerCall: number;
}

/** @param settled waits for what so many calls set off */
async function measure(
  platform: PlatformUnderTest,
  url: string,
  calls: readonly SignedCall[],
  settled: (answered: number) => Promise<void>,
): Promise<Run> {
  const cpuBefore = await platform.cpuMs();
  const result = await putLoad(url, calls, connections);
  const answered = result.latenciesMs.length;
  const answeredAt = performance.now();
  await settled(answered);
  const afterwardsMs = performance.now() - answeredAt;
  return { ...result, afterwardsMs, cpuMsPerCall: ((await platform.cpuMs()) - cpuBefore) / answered };
}

function visitCalls(run: string, count: number): SignedCall[] {
  return visits(count, count / eventsPerCustomer, run).map(callOf);
}

/** Puts of an item that an event of the run has become, each to a partition of its own. */
async function barePuts(
  platform: PlatformUnderTest,
  bareTable: string,
  count: number,
): Promise<SignedCall[]> {
  const item = await anyEventItem(platform);
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.PutItem",
    authorization: platform.authorization,
  };
  return Array.from({ length: count }, (_, index) => ({
    path: "/",
    headers,
    body: JSON.stringify({
      TableName: bareTable,
      Item: { ...item, PK: { S: `I#${String(index).padStart(24, "0")}` } },
      ConditionExpression: "attribute_not_exists(PK)",
    }),
  }));
}

async function anyEventItem({
  client,
  tableName,
}: PlatformUnderTest): Promise<Record<string, AttributeValue>> {
  const query = {
    TableName: tableName,
    FilterExpression: "#type = :event",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: { ":event": { S: "event" } },
  };
  for await (const { Items = [] } of paginateScan({ client }, query)) {
    const [item] = Items;
    if (item !== undefined) return item;
  }
  throw new Error("no event in the table");
}

function report(ingest: Run, floor: Run): readonly Measurement[] {
  const row = (what: string, unit: Unit, figure: (run: Run) => number): Measurement => ({
    name: `ingest-throughput: ${what}`,
    unit,
    measured: figure(ingest),
    floor: figure(floor),
  });
  return [
    { ...row("acknowledged", "perSecond", ({ perSecond }) => perSecond), budget },
    row("acknowledged and relayed", "perSecond", settledPerSecond),
    row("acknowledgement, p50", "ms", ({ latenciesMs }) => percentile(latenciesMs, 0.5)),
    row("acknowledgement, p99", "ms", ({ latenciesMs }) => percentile(latenciesMs, 0.99)),
    row("CPU of the platform's process per event", "ms", ({ cpuMsPerCall }) => cpuMsPerCall),
    { name: "ingest-throughput: relay behind at the end", unit: "ms", measured: ingest.afterwardsMs },
  ];
}

function settledPerSecond({ latenciesMs, perSecond, afterwardsMs }: Run): number {
  return latenciesMs.length / (latenciesMs.length / perSecond + afterwardsMs / 1000);
}
