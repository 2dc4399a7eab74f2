/** The points ledger on the embedded engines: every way in which such a ledger is known to go wrong. */
import { describe, expect, it, onTestFinished } from "vitest";
import { putItems } from "../../../adapters/dynamodb/items.ts";
import { pointEntryItems, readPointEntries } from "../../../adapters/dynamodb/points.ts";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { defaultPointPolicy } from "../../../domain/points/default-policy.ts";
import { countsFrom, pointsAt } from "../../../domain/points/fading.ts";
import { ledger } from "../../../domain/points/ledger.ts";
import { entriesOf, type PointPolicyVersion } from "../../../domain/points/point-entries.ts";
import { startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import { sweepExpired } from "../../../local/dynamodb/ttl-sweeper.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import type { PointRule } from "../../../schemas/points.ts";
import {
  clientFor,
  contentOf,
  createTable,
  installedEngines,
  tableAt,
  tableName,
  temporaryFolder,
} from "../../local/dynamodb/fixture.ts";
import { contactEvent } from "../../support/events.ts";

const dayMs = 24 * 60 * 60 * 1000;
const start = Date.parse("2026-03-01T00:00:00.000Z");
const at = new Date(start);
const label = { en: "Ordered", tr: "Sipariş verdi" };

function policyOf(version: number, fadesAfterDays: number, ...rules: Omit<PointRule, "label">[]) {
  return {
    version,
    rules: { fadesAfterDays, rules: rules.map((rule) => ({ ...rule, label })) },
  } satisfies PointPolicyVersion;
}

function eventOf(eventId: string, changes: Partial<ContactEvent> = {}): ContactEvent {
  return contactEvent({ eventId, occurredAt: at.toISOString(), kind: "order.placed", ...changes });
}

/** Different orders of one customer: 20 points each under the default policy. */
const orders = (customerId: string, count: number) =>
  Array.from({ length: count }, (_, index) => eventOf(`${customerId}-${index}`));

/** Always the same order that looks like none. */
function shuffled<Thing>(things: readonly Thing[]): Thing[] {
  return things
    .map((thing, index) => ({ thing, rank: (index * 7919) % 1009 }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ thing }) => thing);
}

describe.each(installedEngines)("on %s", (engine) => {
  async function emptyTable() {
    const running = await startDynamoEngine({ dataDir: temporaryFolder(), engine });
    onTestFinished(() => running.close());
    const client = clientFor(running.url);
    onTestFinished(() => client.destroy());
    await createTable(client);
    const table: TableDeps = tableAt(running.url);
    return {
      url: running.url,
      table,
      deliver: (customerId: string, event: ContactEvent, policy = defaultPointPolicy, intent?: string) =>
        putItems(table, pointEntryItems(customerId, entriesOf(event, intent, policy))),
      pointsOf: async (members: readonly string[], when = at) => {
        const entries = await Promise.all(
          members.map((member) => readPointEntries(table, member, countsFrom(when))),
        );
        return ledger(members[0] ?? "", entries.flat(), when);
      },
    };
  }

  describe("point entries", () => {
    it("come back as they went in, oldest first, of one customer alone, from the time asked for", async () => {
      const { table } = await emptyTable();
      const days = [3, 1, 2, 0];
      const entries = days.flatMap((day) => {
        const occurredAt = new Date(start + day * dayMs).toISOString();
        return entriesOf(eventOf(`e${day}`, { occurredAt }), "refund", defaultPointPolicy);
      });
      await putItems(table, [
        ...pointEntryItems("c1", entries),
        ...pointEntryItems("c10", entries),
        { PK: { S: "C#c1" }, SK: { S: "@" } },
        { PK: { S: "C#c1" }, SK: { S: "Z#1" } },
      ]);
      expect(entries).toHaveLength(4);
      expect(await readPointEntries(table, "c1", at)).toEqual([
        entries[3],
        entries[1],
        entries[2],
        entries[0],
      ]);
      expect(await readPointEntries(table, "c1", new Date(start + 2 * dayMs))).toEqual([
        entries[2],
        entries[0],
      ]);
      expect(await readPointEntries(table, "c2", at)).toEqual([]);
    });

    it("are read to the last page", async () => {
      const { table } = await emptyTable();
      const heavy = { en: "x".repeat(60_000), tr: "y" };
      const entries = orders("c", 40).flatMap((event) =>
        entriesOf(event, undefined, policyOf(1, 30, { id: "r", points: 1 })).map((entry) => ({
          ...entry,
          label: heavy,
        })),
      );
      for (const entry of entries) await putItems(table, pointEntryItems("c", [entry]));
      expect(await readPointEntries(table, "c", at)).toHaveLength(40);
    });

    it("may be handed over more than once in one batch", async () => {
      const { deliver, table, pointsOf } = await emptyTable();
      const [order] = entriesOf(eventOf("e"), undefined, defaultPointPolicy);
      if (order === undefined) throw new Error("no entry");
      await putItems(table, pointEntryItems("c", [order, { ...order }]));
      await deliver("c", eventOf("e"));
      expect((await pointsOf(["c"])).balance).toBe(20);
    });

    it("expire when nothing is left of them, and no ledger notices", async () => {
      const { url, table, pointsOf } = await emptyTable();
      const entries = Array.from({ length: 30 }, (_, index) => {
        const occurredAt = new Date(start - index * 10 * dayMs).toISOString();
        return entriesOf(
          eventOf(`e${index}`, { occurredAt }),
          undefined,
          policyOf(1, 1 + ((index * 97) % 400), { id: "r", points: 9 }),
        );
      }).flat();
      await putItems(table, pointEntryItems("c", entries));
      const before = await pointsOf(["c"]);
      const swept = await sweepExpired({ url, tableName, attributeName: "expiresAt", now: () => at });
      expect(swept).toBeGreaterThan(3);
      expect(swept).toBeLessThan(27);
      expect(before.items.length).toBeGreaterThan(3);
      expect(await pointsOf(["c"])).toEqual(before);
    });
  });

  describe("a known fault of Mautic's ledger that this one does not have:", () => {
    it("an action that fires twice counts twice (mautic/mautic #5188, #6387, #8619)", async () => {
      const { url, deliver, pointsOf } = await emptyTable();
      const order = eventOf("e");
      for (let delivery = 0; delivery < 5; delivery += 1) await deliver("c", order);
      expect(await pointsOf(["c"])).toMatchObject({ balance: 20, items: [{ eventId: "e", now: 20 }] });
      expect((await contentOf(url)).size).toBe(1);
    });

    it("... also where rules were saved anew between the two, under other names and points", async () => {
      const { deliver, pointsOf } = await emptyTable();
      const old = policyOf(
        1,
        30,
        { id: "bought", points: 5 },
        { id: "ordered", kind: "order.placed", points: 2 },
      );
      const renamed = policyOf(2, 30, { id: "purchased", points: 50 }, { id: "bought", points: 500 });
      for (const policy of [old, renamed]) await deliver("c", eventOf("one"), policy);
      for (const policy of [renamed, old]) await deliver("c", eventOf("two"), policy);
      expect((await pointsOf(["c"])).items.map(({ eventId, ruleId, now }) => [eventId, ruleId, now])).toEqual(
        [
          ["two", "bought", 5],
          ["two", "ordered", 2],
          ["one", "bought", 5],
          ["one", "ordered", 2],
        ],
      );
    });

    it("... also where its intent was recognised otherwise the second time", async () => {
      const { deliver, pointsOf } = await emptyTable();
      const message = eventOf("e", { kind: "message.received" });
      for (const intent of ["cancel-subscription", "refund", undefined, "refund"])
        await deliver("c", message, defaultPointPolicy, intent);
      expect((await pointsOf(["c"])).balance).toBe(-15);
    });

    it("the same action counts once in a lifetime, so the second order is lost (mautic/mautic #929, #4582)", async () => {
      const { deliver, pointsOf } = await emptyTable();
      for (const order of orders("c", 3)) await deliver("c", order);
      expect((await pointsOf(["c"])).balance).toBe(60);
    });

    it("of concurrent changes one overwrites the other (mautic/mautic #4752)", async () => {
      const { url, deliver, pointsOf } = await emptyTable();
      const events = orders("c", 50);
      const deliveries = shuffled([...events, ...events, ...events, ...events]);
      expect(deliveries).toHaveLength(200);
      await Promise.all(deliveries.map((event) => deliver("c", event)));
      const { balance, items } = await pointsOf(["c"]);
      expect({ balance, items: items.length }).toEqual({ balance: 50 * 20, items: 50 });
      expect((await contentOf(url)).size).toBe(50);
    }, 60_000);

    it("a merge loses points, and 50 and 100 make 200 or 100 (mautic/mautic #5964)", async () => {
      const { deliver, pointsOf } = await emptyTable();
      const policy = policyOf(1, 30, { id: "r", points: 10 });
      for (const event of orders("a", 5)) await deliver("a", event, policy);
      for (const event of orders("b", 10)) await deliver("b", event, policy);
      const [a, b] = [await pointsOf(["a"]), await pointsOf(["b"])];
      expect([a.balance, b.balance]).toEqual([50, 100]);
      const merged = await pointsOf(["b", "a"]);
      expect([merged.balance, merged.items.length]).toEqual([150, 15]);
      await deliver("a", eventOf("while-merged"), policy);
      expect((await pointsOf(["b", "a"])).balance).toBe(160);
      expect(await pointsOf(["b"])).toEqual(b);
      expect((await pointsOf(["a"])).items.filter(({ eventId }) => eventId !== "while-merged")).toEqual(
        a.items,
      );
    });

    it("nothing in the log explains the balance (mautic/mautic #5369, #6310, #6476, #9351)", async () => {
      const { url, deliver, pointsOf } = await emptyTable();
      const kinds = ["order.placed", "visit.checked-in", "offer.declined", "page.viewed", "message.received"];
      const events = Array.from({ length: 100 }, (_, index) =>
        eventOf(`e${index}`, {
          kind: kinds[index % kinds.length] ?? "",
          occurredAt: new Date(start - index * 4 * dayMs).toISOString(),
        }),
      );
      for (const event of shuffled(events))
        await deliver("c", event, defaultPointPolicy, "cancel-subscription");
      const { balance, items } = await pointsOf(["c"]);
      expect(items.length).toBeGreaterThan(20);
      const explained = items.map(({ eventId, ruleId, now }) => {
        const event = events.find((known) => known.eventId === eventId);
        const rule = defaultPointPolicy.rules.rules.find(({ id }) => id === ruleId);
        const fadesAfterDays = defaultPointPolicy.rules.fadesAfterDays;
        expect([rule?.kind, rule?.label.tr]).toEqual([event?.kind, expect.stringMatching(/./)]);
        const occurredAt = event?.occurredAt ?? "";
        expect(now).toBe(pointsAt({ occurredAt, fadesAfterDays, points: rule?.points ?? 0 }, at));
        return now;
      });
      expect(balance).toBe(explained.reduce((sum, now) => sum + now, 0));
      const stored = [...(await contentOf(url)).values()];
      expect(new Set(stored.map(({ type }) => type?.S))).toEqual(new Set(["point-entry"]));
    });
  });
});

it("an entry is kept for thirty days after it has faded, to the second", () => {
  const event = eventOf("e", { occurredAt: "2026-03-01T00:00:00.001Z" });
  const entries = entriesOf(event, undefined, policyOf(1, 10, { id: "r", points: 5 }));
  const expiresAt = pointEntryItems("c", entries).map((item) => Number(item.expiresAt?.N));
  expect(expiresAt).toEqual([start / 1000 + 40 * 24 * 60 * 60 + 1]);
});
