/** Numbers go from hand to hand: what one person wrote is never on another's timeline, however the news comes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { readPerson } from "../../domain/identity/person.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { TimelineItem } from "../../schemas/api/shapes.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import { untimedEvent } from "../support/events.ts";
import { MemoryTable } from "../support/memory-table.ts";
import { createWorld, type World } from "../support/world.ts";

const verified = (kind: Identifier["kind"], value: string): Identifier => ({
  kind,
  value,
  level: "verified",
});
const start = Date.parse("2026-11-01T09:00:00.000Z");

/** Something that happened `minute` minutes after the start. */
function happening(minute: number, identifiers: Identifier[], text: string, previous?: Identifier) {
  return untimedEvent({
    idempotencyKey: `${minute}`,
    occurredAt: new Date(start + minute * 60_000).toISOString(),
    identifiers,
    text,
    ...(previous === undefined ? {} : { kind: "identity.changed", previousIdentifiers: [previous] }),
  });
}

function setUp() {
  const memory = new MemoryTable();
  return { memory, world: createWorld({ table: memory.table }) };
}

async function resolve(world: World, { kind, value }: Identifier): Promise<string> {
  const query = { identifier: `${kind}:${value}` };
  const { body }: { body: { customerId: string } } = await world.call(
    staffRoutes.resolveCustomer,
    {},
    { query },
  );
  return body.customerId;
}

async function textsOf(world: World, customerId: string): Promise<string[]> {
  const query = { limit: "200" };
  const { body }: { body: { items: TimelineItem[] } } = await world.call(
    staffRoutes.readTimeline,
    { customerId },
    { query },
  );
  return body.items.flatMap(({ text }) => text ?? []).reverse();
}

const textsOfWho = async (world: World, identifier: Identifier) =>
  textsOf(world, await resolve(world, identifier));

/** The cases and the digest of a person: what briefs are made of. */
async function keptOf({ table }: MemoryTable, customerId: string): Promise<string> {
  const person = await readPerson((id) => readMember(table, id), customerId);
  return JSON.stringify(person?.members.map(({ cases, digest }) => [cases, digest]));
}

async function suggested(world: World): Promise<string[]> {
  const { body }: { body: { items: { reason: string }[] } } = await world.call(
    staffRoutes.listSuggestions,
    {},
  );
  return body.items.map(({ reason }) => reason);
}

const old = verified("phone", "+905551112233");
const fresh = verified("phone", "+905551112244");
const [ayse, ali] = [verified("whatsapp", "TR.A1"), verified("whatsapp", "TR.B")];

const before = happening(0, [ayse, old], "Ayşe: borcum ne kadar?");
const moved = happening(10, [verified("whatsapp", "TR.A2"), fresh], "Ayşe: numaram değişti", old);
const late = happening(5, [old], "Ayşe: kartım gelmedi");
const stranger = happening(20, [ali, old], "Ali: ben yeni sahibiyim");
const nameless = happening(20, [old], "Ali: merhaba");

describe("a number that somebody else has now", () => {
  const ofAyse = ["Ayşe: borcum ne kadar?", "Ayşe: kartım gelmedi", "Ayşe: numaram değişti"];

  it.each([
    ["in its order", [before, late, moved, stranger]],
    ["with a late message of the first owner", [before, moved, stranger, late]],
    ["with the news after the stranger's message", [before, late, stranger, moved]],
  ])("is the stranger's, by their own id too: %s", async (_, events) => {
    const { memory, world } = setUp();
    for (const event of [...events, ...events]) await world.receive(event);
    const customerId = await resolve(world, ali);
    expect(await resolve(world, fresh)).not.toBe(customerId);
    expect(await textsOf(world, customerId)).toEqual(["Ali: ben yeni sahibiyim"]);
    expect(await textsOfWho(world, fresh)).toEqual(ofAyse);
    expect(await keptOf(memory, customerId)).toContain(stranger.event.eventId);
    for (const who of [ayse, fresh]) {
      expect(await keptOf(memory, await resolve(world, who))).not.toContain(stranger.event.eventId);
    }
  });

  it("is theirs in one batch with the news of it", async () => {
    const { world } = setUp();
    await world.receive(before);
    await world.receive(stranger, moved);
    expect(await textsOfWho(world, ali)).toEqual(["Ali: ben yeni sahibiyim"]);
    expect(await resolve(world, old)).toBe(await resolve(world, ali));
  });

  it.each([
    ["in its order", [before, moved, nameless, late]],
    ["with the news last", [before, late, nameless, moved]],
  ])("is a new customer's, though nothing else is known of them: %s", async (_, events) => {
    const { world } = setUp();
    for (const event of events) await world.receive(event);
    expect(await textsOfWho(world, old)).toEqual(["Ali: merhaba"]);
    expect(await textsOfWho(world, fresh)).toEqual(ofAyse);
    await world.receive(happening(30, [ali, old], "Ali: benim"));
    expect(await textsOfWho(world, ali)).toEqual(["Ali: merhaba", "Ali: benim"]);
  });

  it("pages through both parts of its history without either showing the other", async () => {
    const { world } = setUp();
    const many = [0, 1, 2, 3].map((minute) => happening(minute, [old], `Ayşe ${minute}`));
    const since = [11, 12, 13].map((minute) => happening(minute, [old], `Ali ${minute}`));
    await world.receive(...many, moved, ...since);
    const pages = async (customerId: string) => {
      const texts: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: "1", ...(cursor === undefined ? {} : { cursor }) };
        const { body }: { body: { items: TimelineItem[]; nextCursor?: string } } = await world.call(
          staffRoutes.readTimeline,
          { customerId },
          { query },
        );
        texts.push(...body.items.flatMap(({ text }) => text ?? []));
        cursor = body.nextCursor;
      } while (cursor !== undefined);
      return texts;
    };
    expect(await pages(await resolve(world, old))).toEqual(["Ali 13", "Ali 12", "Ali 11"]);
    expect(await pages(await resolve(world, fresh))).toEqual([
      "Ayşe: numaram değişti",
      ...["Ayşe 3", "Ayşe 2", "Ayşe 1", "Ayşe 0"],
    ]);
  });

  it("merges nobody, whoever still says that it is the first owner's: staff decide", async () => {
    const { world } = setUp();
    const crm = verified("crm", "A-1");
    await world.receive(happening(0, [crm, old], "Ayşe"));
    await world.receive(happening(10, [crm, fresh], "Ayşe: numaram değişti", old));
    await world.receive(happening(15, [crm, old], "Ayşe, by an old file"));
    await world.receive(stranger);
    await world.receive(happening(25, [crm, old], "Ayşe, by an old file again"));
    expect(await resolve(world, crm)).not.toBe(await resolve(world, ali));
    expect(await suggested(world)).toEqual(["changed-hands"]);
  });

  it("may be the first owner's again, by staff, and is not once that is taken back", async () => {
    const { world } = setUp();
    await world.receive(before, late, moved);
    await world.receive(stranger, nameless);
    const [customerId, other] = [await resolve(world, fresh), await resolve(world, ali)];
    const both = [await textsOf(world, customerId), await textsOf(world, other)];
    const body = { customerId: other, reason: "same person" };
    const merged: { body: { mergeId: string } } = await world.call(
      staffRoutes.mergeCustomers,
      { customerId },
      { body },
    );
    expect(await textsOf(world, other)).toEqual(both.flat());
    await world.call(staffRoutes.unmergeCustomers, { customerId, mergeId: merged.body.mergeId });
    expect([await textsOf(world, customerId), await textsOf(world, other)]).toEqual(both);
  });

  it("is given to whom an agent gives it, without its past", async () => {
    const { world } = setUp();
    await world.receive(before, late, moved);
    await world.receive(happening(15, [ali], "Ali: numaram da var"));
    const customerId = await resolve(world, ali);
    const added = await world.call(staffRoutes.addIdentifier, { customerId }, { body: old });
    expect(added.status).toBe(201);
    await world.receive(nameless);
    expect(await textsOfWho(world, old)).toEqual(["Ali: numaram da var", "Ali: merhaba"]);
    expect(await textsOfWho(world, fresh)).toEqual(ofAyse);
  });

  it("costs its next owner's messages no request more", async () => {
    const { memory, world } = setUp();
    const requestsOf = async (minute: number) => {
      const asked: string[] = [];
      const { call } = memory.table;
      const counted = createWorld({
        table: {
          ...memory.table,
          call: async (operation, input) => {
            asked.push(operation);
            return call(operation, input);
          },
        },
      });
      const event = happening(minute, [old], "Kartım?");
      await world.store([event]);
      await counted.relay([event]);
      return asked;
    };
    await world.receive(before);
    const first = await requestsOf(1);
    await world.receive(moved, nameless);
    expect(await requestsOf(30)).toEqual(first);
  });

  it("takes nothing from anybody by a mere claim", async () => {
    const { world } = setUp();
    await world.receive(before);
    await world.receive(happening(10, [{ ...fresh, level: "claimed" }], "Ayşe: belki", old));
    await world.receive(late, happening(20, [old], "Ayşe: hâlâ benim"));
    expect(await textsOfWho(world, ayse)).toEqual([...ofAyse.slice(0, 2), "Ayşe: hâlâ benim"]);
  });

  it("is not where staff's words on an older case are kept", async () => {
    const { world } = setUp();
    await world.receive(happening(0, [old], "Ayşe: şikayetim var"), moved, nameless);
    const customerId = await resolve(world, fresh);
    const { body }: { body: { items: { caseId: string }[] } } = await world.call(staffRoutes.listCases, {
      customerId,
    });
    const path = { caseId: body.items[0]?.caseId ?? "" };
    const wrapUp = { outcome: "resolved", note: "Ayşe arandı" };
    expect((await world.call(staffRoutes.wrapUpCase, path, { body: wrapUp })).status).toBeLessThan(300);
    expect(await textsOfWho(world, old)).toEqual(["Ali: merhaba"]);
    expect(await textsOf(world, customerId)).toEqual([
      "Ayşe: şikayetim var",
      "Ayşe: numaram değişti",
      "Ayşe arandı",
    ]);
  });
});

interface Move {
  readonly who: number;
  readonly what: "writes" | "texts" | "moves";
  readonly to: number;
  readonly lag: number;
}

const people = 3;
/** Two more than people: nobody has these at first. */
const numbers = people + 2;
const own = (who: number) => verified("crm", `P${who}`);
const number = (index: number) => verified("phone", `+90555111220${index}`);

interface HandOver {
  readonly index: number;
  readonly minute: number;
  readonly arrives: number;
}

/** Whether of any two hand-overs of one number the older arrives before the moment of the later. */
const areInOrder = (handOvers: readonly HandOver[], momentOf: (later: HandOver) => number) =>
  handOvers.every((one, at) => {
    const next = handOvers.slice(at + 1).find(({ index }) => index === one.index);
    return next === undefined || one.arrives < momentOf(next);
  });

/**
 * A history in which everybody has one number at a time and never one again, with the events in the order in which
 * they arrive. `isTold` where it is known of everybody who takes a number before the next one does, and where the
 * news of its being given up comes in its order.
 */
function historyOf(moves: readonly Move[]) {
  const held = Array.from({ length: people }, (_, who) => [who]);
  const takes: HandOver[] = held.map((_, who) => ({ index: who, minute: who, arrives: -1 }));
  const gives: HandOver[] = [];
  const told = held.map((_, who) => ({
    event: happening(who, [own(who), number(who)], `${who} says hello`),
    arrives: -1,
  }));
  for (const [step, { who, what, to, lag }] of moves.entries()) {
    const minute = people + step;
    const arrives = minute + lag;
    const had = held[who] ?? [];
    const at = had.at(-1) ?? 0;
    const taken = [...had, ...held.map((theirs) => theirs.at(-1))];
    const free = Array.from({ length: numbers }, (_, index) => index).filter(
      (index) => !taken.includes(index),
    );
    const next = free[to % free.length];
    if (what !== "moves") {
      const identifiers = what === "writes" ? [own(who), number(at)] : [number(at)];
      told.push({ event: happening(minute, identifiers, `${who} says ${minute}`), arrives });
    } else if (next !== undefined) {
      had.push(next);
      takes.push({ index: next, minute, arrives });
      gives.push({ index: at, minute, arrives });
      told.push({ event: happening(minute, [own(who), number(next)], `${who} moves`, number(at)), arrives });
    }
  }
  return {
    events: told.sort((one, other) => one.arrives - other.arrives).map(({ event }) => event),
    isTold: areInOrder(takes, ({ minute }) => minute) && areInOrder(gives, ({ arrives: moment }) => moment),
  };
}

describe("any history of hand-overs", () => {
  it("shows everything once, and nobody what another wrote, in any order of arrival", {
    timeout: 120_000,
  }, async () => {
    const move = fc.record({
      who: fc.nat(people - 1),
      what: fc.constantFrom("writes", "texts", "moves"),
      to: fc.nat(numbers),
      lag: fc.oneof(fc.constant(0), fc.nat(12)),
    });
    let passedOn = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { maxLength: 14 }),
        fc.nat(2),
        fc.boolean(),
        async (moves: Move[], size, isRepeated) => {
          const { events, isTold } = historyOf(moves);
          fc.pre(isTold);
          const { memory, world } = setUp();
          for (let from = 0; from < events.length; from += size + 1) {
            await world.receive(...events.slice(from, from + size + 1));
          }
          if (isRepeated) await world.receive(...events);
          const customers = [...memory.items.values()].flatMap(({ type, customerId, mergedInto }) =>
            type?.S === "customer" && mergedInto === undefined ? [customerId?.S ?? ""] : [],
          );
          const shown = await Promise.all(customers.map((customerId) => textsOf(world, customerId)));
          for (const texts of shown) expect(new Set(texts.map((text) => text[0])).size).toBeLessThan(2);
          const written = events.flatMap(({ event }) => event.text ?? []);
          expect(shown.flat().sort()).toEqual(written.sort());
          if (moves.every(({ lag }) => lag === 0)) {
            for (const [index, customerId] of customers.entries()) {
              const others = events.filter(({ event }) => event.text?.[0] !== shown[index]?.[0]?.[0]);
              const kept = await keptOf(memory, customerId);
              for (const { event } of others) expect(kept).not.toContain(event.eventId);
            }
          }
          passedOn += [...memory.items.values()].some(({ since }) => since !== undefined) ? 1 : 0;
        },
      ),
      { numRuns: Number(process.env.HAND_OVER_RUNS ?? 150) },
    );
    expect(passedOn).toBeGreaterThan(0);
  });
});
