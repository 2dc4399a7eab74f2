/** The list of consents that concern İYS: filled by the ledger, read by the day. */
import * as z from "zod/mini";
import { isRecipient } from "../../domain/consent/iys/iys-row.ts";
import type { Addresses, ListedConsent, ListedConsents } from "../../domain/consent/iys/listed-consents.ts";
import { addressesIn } from "../../domain/consent/ledger.ts";
import { inLanes } from "../../domain/in-lanes.ts";
import { type ConsentEntry, consentEntrySchema } from "../../schemas/consents.ts";
import { getItems, parseItem, queryItems } from "./items.ts";
import { consentsPartition, keys, routingShards } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { readEvent } from "./timeline-reader.ts";
import type { Bodies } from "./timelines.ts";

const daysAtOnce = 16;
const eventsPerRead = 100;
const readsAtOnce = 16;
const dayMs = 24 * 60 * 60_000;

const listedSchema = z.extend(consentEntrySchema, { listedAt: z.string() });

export function dynamoListedConsents(table: TableDeps, bodies: Pick<Bodies, "get">): ListedConsents {
  return {
    async *since(instant, now) {
      const days = daysOf(instant, now);
      for (let from = 0; from < days.length; from += daysAtOnce) {
        const some = days.slice(from, from + daysAtOnce);
        yield* await Promise.all(some.map((day) => listOfDay(table, day, instant)));
      }
    },
    addressesOf: (entries) => addressesOf(table, bodies, entries),
  };
}

/** An instant of each UTC day, from the first to the last. */
function daysOf(instant: string, now: Date): string[] {
  const first = Math.floor(Date.parse(instant) / dayMs);
  const last = Math.floor(now.getTime() / dayMs);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) =>
    new Date((first + index) * dayMs).toISOString(),
  );
}

async function listOfDay(table: TableDeps, day: string, since: string): Promise<ListedConsent[]> {
  const shards = Array.from({ length: routingShards }, (_, shard) =>
    queryItems(table, {
      KeyConditionExpression: "PK = :partition AND SK > :after",
      ExpressionAttributeValues: {
        ":partition": { S: consentsPartition(day, shard) },
        ":after": { S: since },
      },
      ConsistentRead: true,
    }),
  );
  const items = (await Promise.all(shards)).flat();
  return items
    .map((item) => parseItem(listedSchema, item))
    .sort((left, right) => (left.listedAt < right.listedAt ? -1 : 1));
}

async function addressesOf(
  table: TableDeps,
  bodies: Pick<Bodies, "get">,
  entries: readonly ConsentEntry[],
): Promise<Addresses> {
  const wanted = new Set(entries.map(({ identifierId }) => identifierId));
  const events = new Map(
    entries.flatMap(({ identifierId, eventId, timeline }) =>
      timeline === undefined
        ? []
        : [[identifierId, keys.event(timeline.home, { eventId, occurredAt: timeline.occurredAt })] as const],
    ),
  );
  // Several addresses may be of one event, which is asked for once.
  const reads = [...new Map([...events.values()].map((key) => [`${key.PK} ${key.SK}`, key])).values()];
  const pages = Array.from({ length: Math.ceil(reads.length / eventsPerRead) }, (_, page) =>
    reads.slice(page * eventsPerRead, (page + 1) * eventsPerRead),
  );
  const found = new Map<string, string>();
  const named = new Set<string>();
  await inLanes(pages, readsAtOnce, async (page) => {
    const items = await getItems(table, page);
    for (const stored of await Promise.all(items.map((item) => readEvent(bodies, item)))) {
      for (const address of addressesIn(stored)) {
        named.add(address.identifierId);
        if (isRecipient(address)) found.set(address.identifierId, address.value);
      }
    }
  });
  return { found, unknown: [...wanted].filter((id) => !named.has(id)).length };
}
