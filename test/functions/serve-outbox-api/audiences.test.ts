/** R07: audiences for ad platforms, from the events that tell of them to the files. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type * as z from "zod/mini";
import { audienceFile } from "../../../adapters/ad-platforms/audience-file.ts";
import { dynamoAudiences } from "../../../adapters/dynamodb/audiences.ts";
import { dynamoConsentLedger } from "../../../adapters/dynamodb/consent-ledger.ts";
import { readMember } from "../../../adapters/dynamodb/members.ts";
import { ledgerId } from "../../../domain/consent/ledger-id.ts";
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { defaultPolicies } from "../../../domain/policies/policies.ts";
import { createHandler, type OutboxApiDeps } from "../../../functions/serve-outbox-api/handler.ts";
import { outboxRoutes } from "../../../schemas/api/outbox-routes.ts";
import { routeKeyOf } from "../../../schemas/api/route.ts";
import { staffRoutes } from "../../../schemas/api/routes.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { inert, pepper, receivedAt, untimedEvent } from "../../support/events.ts";
import { MemoryTable } from "../../support/memory-table.ts";
import { createWorld } from "../../support/world.ts";

const { exportAudience } = outboxRoutes;

/** The desk of an administrator, and the world that it looks at; the clock stands until it is moved. */
function desk(membersPerPage?: number) {
  const memory = new MemoryTable();
  const { table } = memory;
  const clock = { now: new Date("2026-11-22T09:00:00.000Z") };
  const world = createWorld({ table, now: () => clock.now });
  const handle = createHandler(
    inert<OutboxApiDeps>({
      rolesClaim: "roles",
      audiences: dynamoAudiences(table, () => clock.now, membersPerPage),
      fileOf: audienceFile,
      tenuresOf: world.tenuresOf,
      readMember: (customerId) => readMember(table, customerId),
      ledger: dynamoConsentLedger(table),
      ledgerIdOf: async (identifier) => ledgerId(pepper, identifier),
      policies: { current: async (name) => ({ version: 0, policy: defaultPolicies[name] }) },
      now: () => clock.now,
    }),
  );
  const ask = async (query: object = {}, role = "admin", audience = "cart") => {
    const answer = await handle({
      routeKey: routeKeyOf(exportAudience),
      pathParameters: { audience },
      queryStringParameters: { ...query },
      requestContext: { authorizer: { jwt: { claims: { sub: "u", roles: [role] } } } },
    });
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? "{}") };
  };
  /** The rows of both files, of all pages, in no order. */
  const files = async (query: object = {}) => {
    const pages = [];
    let page: { status: number; body: Exported } | undefined;
    do {
      const cursor = page?.body.nextCursor;
      page = await ask({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.status).toBe(200);
      expect(pages.push(page.body), "pages come to an end").toBeLessThan(100);
      clock.now = new Date(clock.now.getTime() + 1);
    } while (page.body.nextCursor !== undefined);
    const nexts = [...new Set(pages.map(({ next }) => next))];
    expect(nexts).toHaveLength(1);
    return {
      additions: pages.flatMap(({ additions }) => rowsOf(additions)).sort(),
      removals: pages.flatMap(({ removals }) => rowsOf(removals)).sort(),
      next: nexts[0] ?? "",
    };
  };
  const tell = (...events: readonly Partial<ParsedEvent>[]) => world.receive(...events.map(untimedEvent));
  /** @returns how to take it back */
  const merge = async (one: Known, other: Known) => {
    const owners = await world.ownersOf([one, other].map(homeOf));
    const [customerId = "", merged] = [one, other].map((who) => owners.get(homeOf(who)));
    const body = { customerId: merged, reason: "the same" };
    const answer = await world.call(staffRoutes.mergeCustomers, { customerId }, { body });
    expect(answer.status).toBe(201);
    const { mergeId } = answer.body as { mergeId: string };
    return () => world.call(staffRoutes.unmergeCustomers, { customerId, mergeId });
  };
  return { memory, world, clock, ask, files, tell, merge };
}

type Exported = z.infer<typeof exportAudience.answer>;

function rowsOf({ file, rows }: Exported["additions"]): string[] {
  const [, ...lines] = file.trimEnd().split("\r\n");
  expect(lines).toHaveLength(rows);
  return lines;
}

/** By another way than the code's: what the platforms would make of the address. */
const hashed = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const minute = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 9, minutes)).toISOString();

interface Known {
  readonly identifiers: readonly Identifier[];
}

interface Shopper extends Known {
  readonly email: string;
  readonly phone: string;
}

const shopper = (name: string, digit: number): Shopper => {
  const [email, phone] = [`${name}@example.org`, `+90555111223${digit}`];
  const verified = { level: "verified" } as const;
  return {
    ...{ email, phone },
    identifiers: [
      { kind: "crm", value: `c-${name}`, ...verified },
      { kind: "email", value: email, ...verified },
      { kind: "phone", value: phone, ...verified },
    ],
  };
};
const ayse = shopper("ayse", 1);
const ali = shopper("ali", 2);
/** Who says that they are Ayşe. */
const guest = { identifiers: [{ kind: "email", value: ayse.email, level: "claimed" }] } as const;

let told = 0;
function happening({ identifiers }: Known, at: number, what: Partial<ParsedEvent>): Partial<ParsedEvent> {
  told += 1;
  return {
    idempotencyKey: `m${told}`,
    occurredAt: minute(at),
    identifiers: [...identifiers],
    text: undefined,
    ...what,
  };
}
const inAudience = (who: Known, at: number, state: "joined" | "left") =>
  happening(who, at, { channel: "marketing", kind: `audience.${state}`, attributes: { audience: "cart" } });
const consent = (who: Known, at: number, state: "granted" | "denied", channel = "email") =>
  happening(who, at, {
    channel: "web",
    kind: "consent.changed",
    attributes: { brand: "default", purpose: "marketing", channel, state },
  });

describe("an audience's files", () => {
  it("name who joined and agreed by hashes that Meta, and Google, know", async () => {
    const { tell, ask } = desk();
    const written = { ...ayse, identifiers: [...ayse.identifiers] };
    written.identifiers[1] = { kind: "email", value: " Ayse@Example.ORG ", level: "verified" };
    written.identifiers[2] = { kind: "phone", value: "0555 111 22 31", level: "verified" };
    await tell(
      inAudience(written, 0, "joined"),
      consent(ayse, 1, "granted"),
      consent(ayse, 1, "granted", "sms"),
    );
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toEqual({
      additions: {
        file: `email,phone\r\n${hashed("ayse@example.org")},${hashed("905551112231")}\r\n`,
        rows: 1,
      },
      removals: { file: "email,phone\r\n", rows: 0 },
      next: "2026-11-22T08:59:00.000Z",
    });
    expect((await ask({ format: "google" })).body.additions.file).toBe(
      `Email,Phone\r\n${hashed("ayse@example.org")},${hashed("+905551112231")}\r\n`,
    );
    expect((await ask({}, "admin", "another")).body.additions.rows).toBe(0);
  });

  it("are the administrators', and take no cursor but their own", async () => {
    const { ask } = desk();
    for (const role of ["agent", "supervisor", "analyst"]) expect((await ask({}, role)).status).toBe(403);
    expect((await ask({ format: "csv" })).status).toBe(400);
    expect((await ask({ since: "yesterday" })).status).toBe(400);
    expect((await ask({ cursor: "elsewhere" })).status).toBe(400);
  });

  it("leave out who never agreed, and take out whose consent ended, address by address", async () => {
    const { tell, files } = desk();
    await tell(inAudience(ayse, 0, "joined"), inAudience(ali, 0, "joined"));
    expect(await files()).toMatchObject({ additions: [], removals: [] });
    await tell(consent(ayse, 1, "granted"), consent(ayse, 1, "granted", "sms"), consent(ali, 1, "denied"));
    await tell(consent(ayse, 2, "denied", "sms"));
    expect(await files()).toMatchObject({
      additions: [`${hashed(ayse.email)},`],
      removals: [`,${hashed("905551112231")}`],
    });
    await tell(
      happening({ identifiers: [{ kind: "email", value: ayse.email, level: "claimed" }] }, 3, {
        channel: "email",
        text: "STOP",
      }),
    );
    expect((await files()).additions).toEqual([]);
    expect((await files({ brand: "another" })).removals).toEqual([]);
  });

  it("name no address that somebody merely typed", async () => {
    const { tell, files } = desk();
    await tell(inAudience(guest, 0, "joined"), consent(guest, 1, "granted"), consent(guest, 2, "denied"));
    expect(await files()).toMatchObject({ additions: [], removals: [] });
  });

  it("obey a refusal by an address that was merely typed, once it is the same person's", async () => {
    const { tell, files, merge } = desk();
    await tell(inAudience(ali, 0, "joined"), consent(ali, 1, "granted"), consent(guest, 2, "denied"));
    expect((await files()).additions).toEqual([`${hashed(ali.email)},`]);
    await merge(ali, guest);
    expect(await files()).toMatchObject({ additions: [], removals: [`${hashed(ali.email)},`] });
  });

  it("take out whose consent was lost in a silence, and an address that is theirs no more", async () => {
    const { tell, files } = desk();
    await tell(inAudience(ayse, 0, "joined"), consent(ayse, 1, "granted", "sms"));
    const sms = { channel: "sms", kind: "message.received" } as const;
    await tell(happening(ayse, 2, { ...sms, text: "STOP" }), happening(ayse, 3, { ...sms, text: "START" }));
    const old = `,${hashed("905551112231")}`;
    expect(await files()).toMatchObject({ additions: [], removals: [old] });
    await tell(consent(ayse, 4, "granted", "sms"));
    const [crm, , phone] = ayse.identifiers;
    const moved = {
      identifiers: [crm, { ...phone, value: "+905551112239" }] as Identifier[],
      previousIdentifiers: [phone] as Identifier[],
    };
    await tell({ ...happening(moved, 5, { channel: "crm", kind: "profile.updated" }), ...moved });
    expect(await files()).toMatchObject({ additions: [`,${hashed("905551112239")}`], removals: [old] });
  });

  it("take nobody for a member who has the number of one now", async () => {
    const { tell, files } = desk();
    const [crm, , phone] = ayse.identifiers;
    const byPhone = { ...ayse, identifiers: [phone] as Identifier[] };
    await tell(inAudience(byPhone, 0, "joined"), consent(byPhone, 1, "granted", "sms"));
    const moved = {
      identifiers: [crm] as Identifier[],
      previousIdentifiers: [phone] as Identifier[],
    };
    await tell({ ...happening(moved, 2, { channel: "crm", kind: "profile.updated" }), ...moved });
    await tell(
      happening({ ...ali, identifiers: [phone] as Identifier[] }, 3, { channel: "sms", text: "Merhaba" }),
    );
    await tell(consent({ ...ali, identifiers: [phone] as Identifier[] }, 4, "granted", "sms"));
    expect(await files()).toMatchObject({ additions: [] });
  });

  it("tell of who left once, by when we heard of it", async () => {
    const { tell, files, clock } = desk();
    await tell(inAudience(ayse, 0, "joined"), consent(ayse, 1, "granted"));
    const { next } = await files();
    clock.now = new Date("2026-11-22T10:00:00.000Z");
    await tell(inAudience(ayse, 5, "left"));
    const gone = { additions: [], removals: [`${hashed(ayse.email)},`] };
    const then = await files({ since: next });
    expect(then).toMatchObject(gone);
    clock.now = new Date("2026-11-22T11:00:00.000Z");
    await tell(inAudience(ayse, 4, "joined"));
    expect(await files({ since: (await files({ since: then.next })).next })).toMatchObject({
      additions: [],
      removals: [],
    });
    expect(await files()).toMatchObject(gone);
  });

  it("let no clock that is ahead put off that somebody left", async () => {
    const { tell, files } = desk();
    await tell(consent(ayse, 1, "granted"), {
      ...inAudience(ayse, 0, "joined"),
      occurredAt: "2030-01-01T00:00:00.000Z",
    });
    expect((await files()).additions).toHaveLength(1);
    await tell({ ...inAudience(ayse, 0, "left"), occurredAt: receivedAt });
    expect((await files()).additions).toHaveLength(0);
  });

  it("follow a merge, and its being taken back", async () => {
    const { tell, files, merge } = desk();
    await tell(inAudience(ayse, 0, "joined"), consent(ayse, 1, "granted"));
    await tell(inAudience(ali, 5, "left"), consent(ali, 1, "granted"));
    const since = "2026-11-22T09:30:00.000Z";
    const both = [`${hashed(ali.email)},`, `${hashed(ayse.email)},`].sort();
    expect(await files({ since })).toMatchObject({ additions: [`${hashed(ayse.email)},`], removals: [] });
    const undo = await merge(ayse, ali);
    expect(await files({ since })).toMatchObject({ additions: [], removals: both });
    await tell(inAudience(ali, 6, "joined"));
    expect(await files({ since })).toMatchObject({ additions: both, removals: [] });
    await tell(consent(ayse, 7, "denied"));
    expect(await files({ since })).toMatchObject({ additions: [], removals: both });
    await undo();
    expect(await files({ since })).toMatchObject({
      additions: [`${hashed(ali.email)},`],
      removals: [`${hashed(ayse.email)},`],
    });
  });

  it("are the same whatever order events come in, and however often, and hold nobody who has not agreed", async () => {
    const people = [ayse, ali];
    const deed = fc.oneof(
      fc.record({ kind: fc.constant("audience" as const), state: fc.constantFrom("joined", "left") }),
      fc.record({
        kind: fc.constant("consent" as const),
        state: fc.constantFrom("granted", "denied"),
        channel: fc.constantFrom("email", "sms"),
      }),
    );
    const history = fc.array(fc.record({ who: fc.nat(1), at: fc.nat(4), home: fc.nat(2), deed }), {
      minLength: 1,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (all, draws) => {
        const events = all.map(({ who, at, home, deed: { kind, ...said } }, index) => {
          const { identifiers } = people[who] ?? ayse;
          // Whichever of a person's identifiers an event lives with.
          const turned = [...identifiers.slice(home), ...identifiers.slice(0, home)];
          const attributes =
            kind === "audience" ? { audience: "cart" } : { brand: "default", purpose: "marketing", ...said };
          return untimedEvent({
            ...{ idempotencyKey: `h${index}`, occurredAt: minute(at), identifiers: turned, attributes },
            ...{ channel: "crm", direction: "internal", text: undefined },
            kind: kind === "audience" ? `audience.${said.state}` : "consent.changed",
          });
        });
        const shuffled = [...events, ...events]
          .map((event) => ({ event, draw: draws.next().value ?? 0 }))
          .sort((left, right) => left.draw - right.draw)
          .map(({ event }) => event);
        const [inOrder, inDisorder] = [desk(), desk(1)];
        await inOrder.world.receive(...events);
        for (const event of shuffled) await inDisorder.world.receive(event);
        const expected = expectedFiles(people, all);
        expect(await inOrder.files()).toMatchObject(expected);
        expect(await inDisorder.files()).toMatchObject(expected);
      }),
      { numRuns: 60 },
    );
  });
});

interface Deed {
  readonly who: number;
  readonly at: number;
  readonly deed: { readonly kind: string; readonly state: string; readonly channel?: string };
}

/** A second telling: the newest word on each counts; of one instant it is the one that says no. */
function expectedFiles(people: readonly Shopper[], all: readonly Deed[]) {
  const rows = people.flatMap(({ email, phone }, who) => {
    const newest = (kind: string, no: string, channel?: string) =>
      all
        .filter((one) => one.who === who && one.deed.kind === kind && one.deed.channel === channel)
        .sort((left, right) => right.at - left.at || (left.deed.state === no ? -1 : 1))[0]?.deed.state;
    const membership = newest("audience", "left");
    if (membership === undefined) return [];
    const everGranted = (channel: string) =>
      all.some(({ who: one, deed }) => one === who && deed.channel === channel && deed.state === "granted");
    const of = (wanted: readonly (string | undefined)[]) => {
      const has = (channel: string) =>
        everGranted(channel) && wanted.includes(newest("consent", "denied", channel));
      const mail = has("email") ? hashed(email) : "";
      const number = has("sms") ? hashed(phone.slice(1)) : "";
      return mail === "" && number === "" ? [] : [`${mail},${number}`];
    };
    return membership === "joined"
      ? [{ additions: of(["granted"]), removals: of(["denied"]) }]
      : [{ additions: [], removals: of(["granted", "denied"]) }];
  });
  return {
    additions: rows.flatMap(({ additions }) => additions).sort(),
    removals: rows.flatMap(({ removals }) => removals).sort(),
  };
}

const homeOf = ({ identifiers }: Known) => untimedEvent({ identifiers: [...identifiers] }).home;

describe("who is in an audience", () => {
  it("is paged: everybody once, whoever joins or leaves meanwhile", async () => {
    const { table, items } = new MemoryTable();
    const audiences = dynamoAudiences(table);
    const ids = Array.from({ length: 1203 }, (_, index) => hashed(String(index)).slice(0, 24));
    const say = (identifierId: string, state: "joined" | "left", at: number) =>
      audiences.keep({ audience: "cart", identifierId, state, at: minute(at) });
    for (const id of ids) await say(id, "joined", 0);
    expect(items.size).toBe(ids.length);
    const seen: string[] = [];
    const sizes: number[] = [];
    let isLast = false;
    while (!isLast) {
      const page = await audiences.page("cart", seen.at(-1));
      seen.push(...page.members.map(({ identifierId }) => identifierId));
      expect(sizes.push(page.members.length), "pages come to an end").toBeLessThan(100);
      isLast = page.isLast;
      for (const id of ids.slice(0, 50)) await say(id, "left", sizes.length);
    }
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(sizes).toEqual([500, 500, 203]);
  });

  it("costs nothing where an event says nothing of it, and one item where it does", async () => {
    const { memory, tell } = desk();
    const kept = () => [...memory.items.values()].filter(({ type }) => type?.S === "audience-member");
    await tell(happening(ayse, 0, { text: "Merhaba" }));
    await tell(happening(ayse, 0, { kind: "audience.joined", attributes: {} }));
    expect(kept()).toHaveLength(0);
    await tell(inAudience(ayse, 1, "joined"), inAudience(ayse, 2, "joined"), inAudience(ayse, 0, "left"));
    expect(kept()).toHaveLength(1);
    expect(JSON.stringify(kept())).not.toContain("example.org");
  });
});
