/** R27: whatever was merged and taken back, customers are what they would have been without it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { ledgerId } from "../../domain/consent/ledger-id.ts";
import { type LinkedIdentifier, readPerson } from "../../domain/identity/person.ts";
import { buildContactEvent, type IdentifiedEvent } from "../../domain/ingest/build-contact-event.ts";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import { type Merge, mergeSchema } from "../../schemas/api/shapes.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import type { Points } from "../../schemas/points.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import { pepper } from "../support/events.ts";
import { MemoryTable } from "../support/memory-table.ts";
import { createWorld, type World } from "../support/world.ts";

const dayMs = 24 * 60 * 60 * 1000;
const start = Date.parse("2026-11-01T09:00:00.000Z");

const people: readonly Identifier[] = [
  { kind: "phone", value: "+905551112233", level: "verified" },
  { kind: "phone", value: "+905551112244", level: "verified" },
  { kind: "email", value: "a@example.org", level: "verified" },
  { kind: "email", value: "b@example.org", level: "verified" },
  { kind: "crm", value: "1", level: "verified" },
  { kind: "visitor", value: "v1", level: "claimed" },
];

const facts: readonly Partial<ParsedEvent>[] = [
  { channel: "sms", kind: "message.received", text: "Kartım çalışmıyor, çok sinirliyim" },
  { channel: "chat", kind: "message.received", text: "Where is my order?", attributes: { orderId: "77" } },
  { channel: "whatsapp", kind: "message.received", text: "teşekkürler", thread: "t1" },
  {
    channel: "voice",
    kind: "call.ended",
    attributes: { slots: { "order-number": "77" }, durationSeconds: 60 },
  },
  { channel: "chat", direction: "outbound", kind: "message.sent", text: "Bakıyoruz" },
  { channel: "web", kind: "article.read", attributes: { title: "Kart başvurusu" } },
  { channel: "commerce", kind: "order.placed", attributes: { orderId: "78", amount: 120, currency: "TRY" } },
  { channel: "survey", kind: "survey.answered", attributes: { score: 2 } },
  { channel: "crm", kind: "profile.updated", attributes: { profile: { name: "Ayşe", value: 9000 } } },
  {
    channel: "web",
    kind: "consent.changed",
    attributes: { brand: "b", purpose: "marketing", channel: "sms", state: "granted" },
  },
  {
    channel: "sms",
    kind: "consent.changed",
    attributes: { brand: "b", purpose: "marketing", channel: "sms", state: "denied" },
  },
  {
    channel: "note",
    direction: "internal",
    kind: "outcome.recorded",
    attributes: { outcome: "sold", status: "resolved" },
  },
];

type Step =
  | { readonly kind: "events"; readonly events: readonly IdentifiedEvent[] }
  | { readonly kind: "again"; readonly of: number }
  | { readonly kind: "merge"; readonly one: number; readonly other: number }
  | { readonly kind: "unmerge"; readonly which: number };

const eventArbitrary = fc
  .record({
    id: fc.nat(10_000),
    who: fc.uniqueArray(fc.nat(people.length - 1), { minLength: 1, maxLength: 2 }),
    /** What the event's identifiers take the place of, now and then. */
    was: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.tuple(fc.nat(people.length - 1))),
    what: fc.nat(facts.length - 1),
    hours: fc.nat(20 * 24),
  })
  .map(({ id, who, was, what, hours }) =>
    buildContactEvent(
      { pepper, defaultCountry: "TR" },
      {
        direction: "inbound",
        kind: "message.received",
        channel: "sms",
        ...facts[what],
        // One message id, one message: what differs has another.
        idempotencyKey: [id, what, hours, ...who, "was", ...was].join(),
        occurredAt: new Date(start + hours * 3_600_000).toISOString(),
        identifiers: who.flatMap((index) => people[index] ?? []),
        previousIdentifiers: was.flatMap((index) => people[index] ?? []),
      },
      { provider: "standard", endpointId: "demo", receivedAt: new Date(start + 20 * dayMs).toISOString() },
    ),
  );

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(eventArbitrary, { minLength: 1, maxLength: 2 })
      .map((events) => ({ kind: "events" as const, events })),
  },
  { weight: 1, arbitrary: fc.nat(20).map((of) => ({ kind: "again" as const, of })) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(6), fc.nat(6)).map(([one, other]) => ({ kind: "merge" as const, one, other })),
  },
  { weight: 2, arbitrary: fc.nat(6).map((which) => ({ kind: "unmerge" as const, which })) },
);

/** Customers in the order they were created, whatever became of them. */
function customersIn(table: MemoryTable): string[] {
  return [...table.items.values()]
    .filter(({ type }) => type?.S === "customer")
    .map(({ customerId }) => customerId?.S ?? "")
    .sort();
}

const path = (customerId: string) => ({ customerId });

/** Everything that is kept under a customer and that views are computed from, as text. */
async function kept(table: MemoryTable, customerId: string): Promise<string> {
  const {
    version: _saves,
    mergeCount: _merges,
    apart: _apart,
    suggestions: _suggestions,
    ...member
  } = (await readMember(table.table, customerId)) ?? expect.fail(`${customerId} is gone`);
  const cases = member.cases.map(({ partOf: _partOf, ...found }) => found);
  const own = [...table.items.values()].filter(
    ({ PK, type }) =>
      (type?.S === "point-entry" && PK?.S === `C#${customerId}`) ||
      (type?.S === "event" && member.identifiers.some(({ identifierId }) => PK?.S === `I#${identifierId}`)),
  );
  return JSON.stringify({ ...member, cases, own });
}

/** Everything staff can see of a customer, as text. */
async function seen(world: World, customerId: string): Promise<string> {
  const views = await Promise.all([
    world.call(staffRoutes.getCustomer, path(customerId)),
    world.call(staffRoutes.listIdentifiers, path(customerId)),
    world.call(staffRoutes.readTimeline, path(customerId), { query: { limit: "200" } }),
    world.call(staffRoutes.listCases, path(customerId)),
    world.call(staffRoutes.readProfile, path(customerId)),
    world.call(staffRoutes.readPoints, path(customerId)),
    world.call(staffRoutes.listMerges, path(customerId)),
    world.call(staffRoutes.readCustomerBrief, path(customerId), { query: { language: "en" } }),
  ]);
  return JSON.stringify(views, null, 1);
}

/** Who is one with whom, by the edges in the table alone. */
function componentsIn(table: MemoryTable): Map<string, Set<string>> {
  const components = new Map(customersIn(table).map((customerId) => [customerId, new Set([customerId])]));
  for (const { type, PK, SK } of table.items.values()) {
    if (type?.S !== "merge") continue;
    const [one, other] = [PK?.S, SK?.S].map(
      (key) => components.get(key?.slice(2) ?? "") ?? new Set<string>(),
    );
    const both = new Set([...(one ?? []), ...(other ?? [])]);
    for (const customerId of both) components.set(customerId, both);
  }
  return components;
}

/** No id is ever dead, and each leads to exactly the customers that are one with it. */
async function expectPersons(table: MemoryTable): Promise<void> {
  for (const [customerId, component] of componentsIn(table)) {
    const person = await readPerson((id) => readMember(table.table, id), customerId);
    expect(new Set(person?.members.map((member) => member.customerId))).toEqual(component);
  }
}

/**
 * What was said last of the one consent there is, of one address; of two words at once the refusal. Before somebody had
 * it only refusals count, and nothing after they gave it up.
 */
function lastWordOn({ items }: MemoryTable, links: readonly LinkedIdentifier[]): string | undefined {
  const ledger = `I#${ledgerId(pepper, links[0] ?? expect.fail("no link"))}`;
  const proven = links.filter(({ level }) => level === "verified");
  const words = [...items.values()]
    .filter(({ type, PK }) => type?.S === "consent-entry" && PK?.S === ledger)
    .filter(({ at, state }) =>
      (proven.length > 0 ? proven : links).some(
        ({ since = "", retiredAt = "9999" }) =>
          String(at?.S) <= retiredAt && (state?.S === "denied" || String(at?.S) > since),
      ),
    )
    .map(({ at, state }) => `${at?.S} ${state?.S === "denied" ? 1 : 0}`);
  const last = words.sort().at(-1);
  return last === undefined ? undefined : last.endsWith("1") ? "denied" : "granted";
}

/** Balances are the sum of their ledgers, and consents are the most restrictive. */
async function expectSound(world: World, table: MemoryTable): Promise<void> {
  for (const [customerId, component] of componentsIn(table)) {
    const points: Points = (await world.call(staffRoutes.readPoints, path(customerId))).body;
    expect(points.balance).toBe(points.items.reduce((sum, { now }) => sum + now, 0));
    const profile: AgentProfile = (await world.call(staffRoutes.readProfile, path(customerId))).body;
    const members = await Promise.all([...component].map((id) => readMember(table.table, id)));
    const identifiers = members.flatMap((member) => member?.identifiers ?? []);
    const byAddress = Map.groupBy(identifiers, (identifier) => ledgerId(pepper, identifier));
    const last = [...byAddress.values()].flatMap((links) => lastWordOn(table, links) ?? []);
    const state = last.includes("denied") ? "denied" : "granted";
    expect(profile.consents.map((consent) => consent.state)).toEqual(last.length === 0 ? [] : [state]);
  }
}

async function run(
  world: World,
  table: MemoryTable,
  steps: readonly Step[],
  merging: boolean,
  looked: boolean,
) {
  const events = steps.flatMap((step) => (step.kind === "events" ? [step.events] : []));
  for (const step of steps) {
    if (step.kind === "events") await world.receive(...step.events);
    const repeated = step.kind === "again" ? events[step.of % Math.max(events.length, 1)] : undefined;
    if (repeated !== undefined) await world.receive(...repeated);
    if (merging) await mergeOrUnmerge(world, table, step);
    if (merging && step.kind.endsWith("merge")) await expectPersons(table);
    if (looked) await expectSound(world, table);
  }
}

async function mergeOrUnmerge(world: World, table: MemoryTable, step: Step): Promise<void> {
  const customers = customersIn(table);
  if (step.kind === "merge" && customers.length > 0) {
    const [one = "", other = ""] = [step.one, step.other].map((index) => customers[index % customers.length]);
    const body = { customerId: other, reason: "same person" };
    expect([201, 409]).toContain((await world.call(staffRoutes.mergeCustomers, path(one), { body })).status);
  }
  if (step.kind === "unmerge") {
    const edges = mergesIn(table);
    const edge = edges[step.which % Math.max(edges.length, 1)];
    if (edge !== undefined) await undo(world, edge);
  }
}

/** Every edge in the table. */
function mergesIn(table: MemoryTable): Merge[] {
  return [...table.items.values()].flatMap(({ type, body }) =>
    type?.S === "merge" ? [mergeSchema.parse(JSON.parse(body?.S ?? ""))] : [],
  );
}

async function undo(world: World, { mergedCustomerId, mergeId }: Merge): Promise<void> {
  const answer = await world.call(staffRoutes.unmergeCustomers, { customerId: mergedCustomerId, mergeId });
  expect(answer.status).toBe(204);
}

/**
 * Whose each identifier was until when. News ends a tenure within a person alone, and it stays ended: where merges
 * made one who is none without them, histories part.
 */
const endedIn = ({ items }: MemoryTable): string =>
  JSON.stringify(
    [...items].flatMap(([key, { former }]) => (former === undefined ? [] : [[key, former]])).sort(),
  );

const runs = Number(process.env.UNMERGE_RUNS ?? 1_000);

describe("after every merge was taken back", () => {
  it("each customer is, byte for byte, what it would have been without any", {
    timeout: 120_000,
  }, async () => {
    let merges = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepArbitrary, { minLength: 2, maxLength: 8 }),
        fc.noBias(fc.nat(39)),
        async (steps, order) => {
          // Views cost a hundred times what the steps do: every fortieth run is looked at with all of them.
          const looked = order === 0;
          const [table, plainTable] = [new MemoryTable(), new MemoryTable()];
          const world = createWorld({ table: table.table });
          const plain = createWorld({ table: plainTable.table, mergeByRule: false });
          await run(world, table, steps, true, looked);
          await run(plain, plainTable, steps, false, false);
          for (let left = mergesIn(table); left.length > 0; left = mergesIn(table)) {
            merges += 1;
            await undo(world, left[order % left.length] as Merge);
          }
          fc.pre(endedIn(table) === endedIn(plainTable));
          const customers = customersIn(table);
          expect(customers).toEqual(customersIn(plainTable));
          for (const customerId of customers) {
            expect(await kept(table, customerId)).toBe(await kept(plainTable, customerId));
            if (looked) expect(await seen(world, customerId)).toBe(await seen(plain, customerId));
          }
        },
      ),
      { numRuns: runs },
    );
    expect(merges).toBeGreaterThan(runs / 10);
  });
});
