/** Numbers go from hand to hand: what one person wrote is never on another's timeline, however the news comes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dynamoIdentities } from "../../adapters/dynamodb/identities.ts";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { addNumber } from "../../domain/identity/add-number.ts";
import { readPerson } from "../../domain/identity/person.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { TimelineItem } from "../../schemas/api/shapes.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import { pepper, untimedEvent } from "../support/events.ts";
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

  it("stays the next owner's, however often the first one's file says again that it was given up", async () => {
    const { world } = setUp();
    await world.receive(before, moved, stranger);
    await world.receive(happening(30, [fresh], "Ayşe: numaram değişti, yine", old));
    await world.receive(happening(40, [old], "Ali: hâlâ benim"));
    expect(await textsOfWho(world, ali)).toEqual(["Ali: ben yeni sahibiyim", "Ali: hâlâ benim"]);
    expect(await suggested(world)).toEqual(["changed-hands"]);
  });

  it.each([
    ["the guards refuse it", "cardinality", verified("crm", "Z"), true],
    ["rules merge nobody", "rule-off", ali, false],
  ] as const)(
    "is taken from nobody by whom they are not merged with: %s",
    async (_, reason, hers, mergeByRule) => {
      const world = createWorld({ table: new MemoryTable().table, mergeByRule });
      await world.receive(happening(0, [hers, old], "Zeynep: merhaba"));
      await world.receive(happening(10, [verified("crm", "X"), fresh], "Eskiden benimdi", old));
      await world.receive(happening(20, [old], "Zeynep: hâlâ benim"));
      expect(await textsOfWho(world, hers)).toEqual(["Zeynep: merhaba", "Zeynep: hâlâ benim"]);
      expect(await suggested(world)).toEqual([reason]);
    },
  );

  it("is taken from nobody by whom staff took apart from them", async () => {
    const { world } = setUp();
    const crm = verified("crm", "X");
    await world.receive(happening(0, [ali, old], "Ali: merhaba"));
    await world.receive(happening(5, [crm], "Eskiden benimdi"), happening(6, [crm, ali], "Benim"));
    const customerId = await resolve(world, ali);
    expect(await resolve(world, crm)).toBe(customerId);
    const { body }: { body: { items: { mergeId: string }[] } } = await world.call(staffRoutes.listMerges, {
      customerId,
    });
    await world.call(staffRoutes.unmergeCustomers, { customerId, mergeId: body.items[0]?.mergeId ?? "" });
    await world.receive(happening(10, [crm, fresh], "Eskiden benimdi", old));
    await world.receive(happening(20, [old], "Ali: hâlâ benim"));
    expect(await textsOfWho(world, ali)).toEqual(["Ali: merhaba", "Ali: hâlâ benim"]);
    expect(await suggested(world)).toEqual(["kept-apart"]);
  });

  it("leaves one who a later use of it made one already, where the late news says so too", async () => {
    const { world } = setUp();
    const crm = verified("crm", "A-1");
    await world.receive(happening(0, [old], "Ayşe"), happening(1, [crm], "Ayşe, by her file"));
    await world.receive(happening(20, [crm, old], "Ayşe, by an old file"));
    await world.receive(happening(10, [crm, fresh], "Ayşe: numaram değişti", old));
    await world.receive(happening(30, [old], "Ali: merhaba"));
    expect(await textsOfWho(world, old)).toEqual(["Ali: merhaba"]);
    expect((await textsOfWho(world, crm)).length).toBe(4);
    expect(await suggested(world)).toEqual([]);
  });

  it("is theirs too where its next owner was a customer before", async () => {
    const { world } = setUp();
    await world.receive(happening(-1, [ali], "Ali: selam"));
    for (const event of [before, stranger, moved, moved]) await world.receive(event);
    expect(await textsOfWho(world, ali)).toEqual(["Ali: selam", "Ali: ben yeni sahibiyim"]);
    expect(await textsOfWho(world, fresh)).toEqual([ofAyse[0], ofAyse[2]]);
    expect(await resolve(world, ayse)).toBe(await resolve(world, fresh));
  });

  it("is the first owner's again, once staff say so, whatever the old news goes on saying", async () => {
    const { world } = setUp();
    await world.receive(before, moved, nameless);
    const [customerId, other] = [await resolve(world, fresh), await resolve(world, old)];
    const body = { customerId: other, reason: "same person" };
    await world.call(staffRoutes.mergeCustomers, { customerId }, { body });
    await world.receive(happening(30, [fresh], "Ayşe: numaram değişti, yine", old));
    await world.receive(happening(40, [old], "Ayşe: hâlâ benim"));
    expect(await resolve(world, old)).toBe(await resolve(world, fresh));
    expect((await textsOfWho(world, old)).at(-1)).toBe("Ayşe: hâlâ benim");
  });

  it("is taken from nobody for a merge that other news of the batch forestalls", async () => {
    const { world } = setUp();
    const [crm, third, phones] = [verified("crm", "X"), verified("whatsapp", "TR.C"), [0, 1, 2]];
    const [first, second, hers] = phones.map((index) => verified("phone", `+90555111330${index}`));
    if (first === undefined || second === undefined || hers === undefined) throw new Error("three phones");
    await world.receive(happening(0, [ali, old, hers], "Zeynep"), happening(1, [crm], "X"));
    await world.receive(happening(2, [third, first, second], "Cem"));
    await world.receive(happening(5, [crm, third], "X, Cem?"), happening(10, [crm, fresh], "X", old));
    await world.receive(happening(20, [old], "Zeynep: hâlâ benim"));
    expect(await textsOfWho(world, hers)).toEqual(["Zeynep", "Zeynep: hâlâ benim"]);
    expect(await resolve(world, crm)).toBe(await resolve(world, third));
    expect(await suggested(world)).toEqual(["cardinality"]);
  });

  it("parts whom it wrongly joined, though the relay stops before and the stranger is faster", async () => {
    const { memory, world } = setUp();
    await world.receive(before, stranger);
    const { call } = memory.table;
    const stopped = createWorld({
      table: {
        ...memory.table,
        call: async (operation, input) => {
          const hasEnded = [...memory.items.values()].some(({ freeSince }) => freeSince !== undefined);
          if (hasEnded) throw new Error("stopped");
          return call(operation, input);
        },
      },
    });
    await world.store([moved]);
    await expect(stopped.relay([moved])).rejects.toThrow();
    await world.receive(happening(30, [old], "Ali: merhaba"));
    await world.relay([moved]);
    expect(await textsOfWho(world, ali)).toEqual(["Ali: ben yeni sahibiyim"]);
    expect(await textsOfWho(world, old)).toEqual(["Ali: merhaba"]);
    expect(await textsOfWho(world, ayse)).toEqual([ofAyse[0], ofAyse[2]]);
  });

  it("is not given back by hand to whom gave it up before the last owner did", async () => {
    const { memory, world } = setUp();
    await world.receive(before, moved, stranger);
    await world.receive(happening(30, [ali, verified("phone", "+905551112255")], "Ali: bıraktım", old));
    const customerId = await resolve(world, ayse);
    const answer = await world.call(staffRoutes.addIdentifier, { customerId }, { body: old });
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining("gave it up") } });
    const person = await readPerson((id) => readMember(memory.table, id), customerId);
    const deps = {
      identities: dynamoIdentities(memory.table),
      pepper: async () => pepper,
      defaultCountry: "TR",
      now: () => new Date(start),
    };
    const wanted = { phone: old.value, verified: true, customerId, agentId: "agent" };
    const added = await addNumber(deps, person ?? expect.fail("nobody"), wanted);
    expect(added).toMatchObject({ kind: "had" });
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
  readonly what: "writes" | "texts" | "moves" | "repeats" | "pretends";
  readonly to: number;
  readonly lag: number;
}

const people = 3;
/** Two more than people: nobody has these at first. */
const numbers = people + 2;
const own = (who: number) => verified("crm", `P${who}`);
const number = (index: number) => verified("phone", `+90555111220${index}`);

interface HandOver {
  readonly by: number;
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
 * they arrive. Some say again that they gave a number up, and some that they gave up what another has, with whom
 * the guards merge nobody. `isTold` where it is known of everybody who takes a number before the next one does, and where the
 * news of its being given up comes in its order.
 */
function historyOf(moves: readonly Move[]) {
  const held = Array.from({ length: people }, (_, who) => [who]);
  const takes: HandOver[] = held.map((_, who) => ({ by: who, index: who, minute: who, arrives: -1 }));
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
    const newsOf = (given: HandOver | undefined) =>
      given !== undefined &&
      told.push({
        event: happening(minute, [own(who), number(at)], `${who} ${what} ${minute}`, number(given.index)),
        arrives: Math.max(arrives, given.arrives),
      });
    if (what === "repeats") {
      const once = had.slice(0, -1);
      newsOf(gives.find(({ index, by }) => by === who && index === once[to % once.length]));
    } else if (what === "pretends") {
      const others = held[(who + 1 + (to % 2)) % people]?.at(-1);
      const taken = takes.findLast(({ index }) => index === others);
      const isKnown = gives.every(
        ({ index, arrives: told }) => index !== others || told <= (taken?.arrives ?? 0),
      );
      if (isKnown) newsOf(taken);
    } else if (what !== "moves") {
      const identifiers = what === "writes" ? [own(who), number(at)] : [number(at)];
      told.push({ event: happening(minute, identifiers, `${who} says ${minute}`), arrives });
    } else if (next !== undefined) {
      had.push(next);
      takes.push({ by: who, index: next, minute, arrives });
      gives.push({ by: who, index: at, minute, arrives });
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
      what: fc.constantFrom("writes", "texts", "moves", "repeats", "pretends"),
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
