/** What the size of a customer's history costs who opens it: requests and bytes read for the first page. */
import { marshall } from "@aws-sdk/util-dynamodb";
import { bodyOf, eventItem } from "../adapters/dynamodb/event-item.ts";
import { putItems } from "../adapters/dynamodb/items.ts";
import type { TableCall, TableDeps } from "../adapters/dynamodb/table-call.ts";
import { buildContactEvent } from "../domain/ingest/build-contact-event.ts";
import { startDynamoEngine } from "../local/dynamodb/engine.ts";
import { staffRoutes } from "../schemas/api/routes.ts";
import type { Identifier } from "../schemas/contact-event.ts";
import { clientFor, createTable, tableAt } from "../test/local/dynamodb/table.ts";
import { pepper } from "../test/support/events.ts";
import { createWorld, type World } from "../test/support/world.ts";
import type { Benchmark, Measurement } from "./measurement.ts";
import { median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const identifiersPerCustomer = 8;
const start = Date.UTC(2026, 0, 1);
const batch = 500;
const repeats = 15;

interface Read {
  readonly requests: number;
  readonly bytes: number;
  readonly ms: number;
}

export const largeCustomer: Benchmark = {
  name: "large-customer",
  about:
    "resolve and the first timeline page of customers with 8 identifiers; floor: one with a short history",
  run: async (mode) => {
    const engine = await startDynamoEngine({ dataDir: temporaryDirectory() });
    const client = clientFor(engine.url);
    try {
      await createTable(client);
      const counted = counting(tableAt(engine.url));
      const world = createWorld({ table: counted.table });
      const large = mode === "full" ? 100_000 : 10_000;
      const sizes = mode === "full" ? [100, 1_000, large, 1_000_000] : [100, 1_000, large];
      for (const size of sizes) await load(world, size);
      const reads = async (size: number, limit: number) =>
        middle(await readOften(world, counted, size, limit));
      return [
        ...report(`first 10 of ${large} events`, await reads(large, 10), await reads(100, 10)),
        ...report(`first 50 of ${large} events`, await reads(large, 50), await reads(1_000, 50)),
        ...(mode === "full"
          ? report("first 50 of 1000000 events", await reads(1_000_000, 50), await reads(1_000, 50))
          : []),
      ];
    } finally {
      client.destroy();
      await engine.close();
    }
  },
};

function report(name: string, read: Read, short: Read): Measurement[] {
  const requests = { unit: "requests", measured: read.requests, floor: short.requests } as const;
  const bytes = { unit: "bytes", measured: read.bytes, floor: short.bytes } as const;
  return [
    {
      name: `${name}: requests`,
      ...requests,
      budget: { kind: "atMost", value: short.requests },
      isHard: true,
    },
    { name: `${name}: bytes read`, ...bytes, budget: { kind: "ratioAtMost", value: 1.05 }, isHard: true },
    { name: `${name}: time`, unit: "ms", measured: read.ms, floor: short.ms, isHard: false },
  ];
}

const identifiersOf = (size: number): Identifier[] =>
  Array.from({ length: identifiersPerCustomer }, (_, index) => ({
    kind: "device",
    value: `${size}-${index}`,
    level: "verified",
  }));

/** Makes the customer with one event, and then writes its history straight into the table. */
async function load(world: World, size: number): Promise<void> {
  const identifiers = identifiersOf(size);
  const eventOf = (index: number, of: Identifier[]) =>
    buildContactEvent(
      { pepper, defaultCountry: "TR" },
      {
        idempotencyKey: `${size}-${index}`,
        occurredAt: new Date(start + index * 1_000).toISOString(),
        channel: "app",
        direction: "inbound",
        kind: "page.viewed",
        identifiers: of,
        attributes: { url: "/products/card", title: "Kart" },
      },
      { provider: "standard", endpointId: "demo", receivedAt: new Date(start).toISOString() },
    );
  await world.receive(eventOf(0, identifiers));
  for (let from = 1; from < size; from += batch) {
    const events = Array.from({ length: Math.min(batch, size - from) }, (_, offset) => {
      const index = from + offset;
      return eventOf(
        index,
        identifiers.slice(index % identifiersPerCustomer, (index % identifiersPerCustomer) + 1),
      );
    });
    await putItems(
      world.table,
      events.map((event) => marshall(eventItem(event, { body: bodyOf(event) }))),
    );
  }
}

interface Counted {
  readonly table: TableDeps;
  requests: number;
  bytes: number;
}

/** Counts requests and the bytes of the items in their answers. */
function counting({ call, tableName }: TableDeps): Counted {
  const counted: Counted = { table: { call: countedCall, tableName }, requests: 0, bytes: 0 };
  async function countedCall(...[operation, input]: Parameters<TableCall>) {
    const answer = await call(operation, input);
    const { Items, Responses } = answer as { Items?: object[]; Responses?: object };
    counted.requests += 1;
    counted.bytes += Buffer.byteLength(JSON.stringify(Items ?? Responses ?? []));
    return answer;
  }
  return counted;
}

async function readOften(world: World, counted: Counted, size: number, limit: number): Promise<Read[]> {
  const reads: Read[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    Object.assign(counted, { requests: 0, bytes: 0 });
    const startedAt = performance.now();
    const query = { identifier: `device:${size}-0` };
    const resolved = await world.call(staffRoutes.resolveCustomer, {}, { query });
    const { customerId }: { customerId: string } = resolved.body;
    const page = await world.call(
      staffRoutes.readTimeline,
      { customerId },
      { query: { limit: String(limit) } },
    );
    const { items }: { items: unknown[] } = page.body;
    if (items.length !== limit) throw new Error(`a page of ${items.length} events`);
    reads.push({ requests: counted.requests, bytes: counted.bytes, ms: performance.now() - startedAt });
  }
  return reads;
}

const middle = (reads: readonly Read[]): Read => ({
  requests: median(reads.map(({ requests }) => requests)),
  bytes: median(reads.map(({ bytes }) => bytes)),
  ms: median(reads.map(({ ms }) => ms)),
});
