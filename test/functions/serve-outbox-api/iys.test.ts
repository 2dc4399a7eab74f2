/** İYS through the staff API: in memory, and once on the engines that ship. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dynamoConsentLedger } from "../../../adapters/dynamodb/consent-ledger.ts";
import { dynamoListedConsents } from "../../../adapters/dynamodb/listed-consents.ts";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { dynamoTimelines } from "../../../adapters/dynamodb/timelines.ts";
import { readIysFile } from "../../../domain/consent/iys/import-iys.ts";
import { mostRowsAtOnce } from "../../../domain/consent/iys/take-over.ts";
import { entriesOf } from "../../../domain/consent/ledger.ts";
import { ledgerId } from "../../../domain/consent/ledger-id.ts";
import { stateAsOf } from "../../../domain/consent/state-as-of.ts";
import { buildContactEvent, type UntimedEvent } from "../../../domain/ingest/build-contact-event.ts";
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { createHandler, type OutboxApiDeps } from "../../../functions/serve-outbox-api/handler.ts";
import { outboxRoutes } from "../../../schemas/api/outbox-routes.ts";
import { type Route, routeKeyOf } from "../../../schemas/api/route.ts";
import { anyTable } from "../../local/dynamodb/fixture.ts";
import { inert, pepper } from "../../support/events.ts";
import { MemoryTable } from "../../support/memory-table.ts";

const settings = { pepper, defaultCountry: "TR" };
const bodies = inert<{ get(): Promise<string>; put(): Promise<void> }>();

/** The desk of an administrator; the clock stands until it is moved. */
function desk(table: TableDeps) {
  const clock = { now: new Date("2026-11-16T09:00:00.000Z") };
  const now = () => clock.now;
  const ledger = dynamoConsentLedger(table, now);
  const timelines = dynamoTimelines(
    { tableName: table.tableName, call: async (name, input) => stringCall(table, name, input) },
    bodies,
  );
  const handle = createHandler(
    inert<OutboxApiDeps>({
      ...{ rolesClaim: "roles", now, ledger, timelines },
      listed: dynamoListedConsents(table, bodies),
      idSettings: async () => settings,
    }),
  );
  const call = async (route: Route, brought: { query?: object; body?: object; role?: string } = {}) => {
    const answer = await handle({
      routeKey: routeKeyOf(route),
      queryStringParameters: { ...brought.query },
      body: JSON.stringify(brought.body ?? {}),
      requestContext: { authorizer: { jwt: { claims: { sub: "u", roles: [brought.role ?? "admin"] } } } },
    });
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? "{}") };
  };
  /** As the relay does: the event on the timeline, what it says in the ledger. */
  const say = async (event: ParsedEvent) => {
    const receivedAt = now().toISOString();
    const delivery = { provider: "standard", endpointId: "demo", receivedAt };
    const built: UntimedEvent = buildContactEvent(settings, event, delivery);
    await timelines.append(built);
    await ledger.append(entriesOf(built, { brand: "default", words: { stop: [], start: [], help: [] } }));
  };
  const stateOf = async (value: string, channel: string) => {
    const kind = value.includes("@") ? "email" : "phone";
    const { entries } = await ledger.read([ledgerId(pepper, { kind, value })]);
    const question = { brand: "default", channel, purpose: "marketing" };
    return stateAsOf(entries, question, { at: now().toISOString() }).state;
  };
  return { clock, call, say, stateOf, ledger };
}

/** The timelines' adapter reads answers as text. */
async function stringCall(table: TableDeps, name: string, input: object): Promise<string> {
  if (name !== "PutItem") throw new Error(`${name} was not expected`);
  return JSON.stringify(await table.call("PutItem", input as never));
}

const memoryDesk = () => desk(new MemoryTable().table);

const header = "recipient;recipientType;type;source;status;consentDate";
const fileOf = (...lines: readonly string[]) => `\uFEFF${[header, ...lines].join("\r\n")}\r\n`;
const grant = "+905551112233;BIREYSEL;MESAJ;HS_WEB;ONAY;2026-11-01 10:00:00";
const refusal = "+905551112244;BIREYSEL;MESAJ;HS_MESAJ;RET;2026-11-01 10:00:00";
const mail = "a@b.com;BIREYSEL;EPOSTA;HS_WEB;ONAY;2026-11-01 10:00:00";
const { importIys, exportIys, reconcileIys } = outboxRoutes;
const since = "2026-11-01T00:00:00.000Z";
const bring = (...lines: readonly string[]) => ({ body: { name: "iys.csv", text: fileOf(...lines) } });

function consent(changes: Partial<ParsedEvent> & { said?: object } = {}): ParsedEvent {
  const { said, ...event } = changes;
  return {
    idempotencyKey: JSON.stringify([said, event]),
    occurredAt: "2026-11-15T09:00:00.000Z",
    ...{ channel: "web", direction: "inbound", kind: "consent.changed" },
    identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
    attributes: {
      ...{ brand: "default", purpose: "marketing", channel: "sms", state: "granted", source: "web-form" },
      ...said,
    },
    ...event,
  };
}

describe.each(Object.entries(anyTable))("İYS on %s", (_, open) => {
  it("is taken over, told and compared, until both have the same", async () => {
    const { call, say, stateOf, clock } = desk(await open());
    const imported = await call(importIys, bring(grant, refusal, mail));
    expect(imported).toEqual({ status: 200, body: { rows: 3, stored: 3, repeated: 0, problems: [] } });
    expect([await stateOf("+905551112233", "sms"), await stateOf("+905551112244", "sms")]).toEqual([
      ...["granted", "denied"],
    ]);
    expect(await stateOf("a@b.com", "email")).toBe("granted");
    expect((await call(exportIys, { query: { since } })).body).toMatchObject({ rows: 0, more: false });

    await say(consent({ said: { state: "denied", source: "agent" } }));
    clock.now = new Date("2026-11-16T09:05:00.000Z");
    const { body: told } = await call(exportIys, { query: { since } });
    expect(told).toMatchObject({
      ...{ rows: 1, oldestUnsynced: "2026-11-15T09:00:00.000Z", syncBy: "2026-11-18T21:00:00.000Z" },
      ...{ withoutAddress: 0, more: false, next: "2026-11-16T09:04:00.000Z" },
    });
    expect(readIysFile({ text: told.file }, clock.now).rows).toMatchObject([
      { row: { recipient: "+905551112233", type: "MESAJ", status: "RET", source: "HS_CAGRI_MERKEZI" } },
    ]);
    expect((await call(exportIys, { query: { since: told.next } })).body.rows).toBe(0);

    const newer = "a@b.com;BIREYSEL;EPOSTA;IYS_WEB;RET;2026-11-14 10:00:00";
    const theirs = bring(grant, refusal, newer);
    const { body: compared } = await call(reconcileIys, { ...theirs, query: { since } });
    expect(compared).toMatchObject({ rows: 3, toImport: 1, toExport: 1, heldBack: 0, withoutAddress: 0 });
    expect(compared.differences).toMatchObject([
      {
        ...{ recipient: "+905551112233", type: "MESAJ", wins: "ours", why: "newer" },
        ...{ ours: { status: "RET" }, theirs: { status: "ONAY" } },
      },
      { recipient: "a@b.com", wins: "theirs", why: "newer", ours: { status: "ONAY" } },
    ]);
    expect(await stateOf("a@b.com", "email"), "nothing is changed unasked").toBe("granted");

    const apply = { ...theirs, query: { since, apply: "true" } };
    expect((await call(reconcileIys, apply)).body.applied).toEqual({ stored: 1, repeated: 0, left: 0 });
    expect(await stateOf("a@b.com", "email")).toBe("denied");
    const afterwards = readIysFile({ text: compared.file }, clock.now).rows.length;
    expect(afterwards).toBe(1);
    const told2 = compared.file.split("\r\n")[1].split(";").slice(0, 6).join(";");
    const again = await call(reconcileIys, {
      ...bring(refusal, newer, told2),
      query: { since, apply: "true" },
    });
    expect(again.body).toMatchObject({ toImport: 0, toExport: 0, heldBack: 0, differences: [] });
  });
});

describe("an import", () => {
  it("is the administrators'", async () => {
    const { call } = memoryDesk();
    for (const route of [importIys, exportIys, reconcileIys]) {
      expect((await call(route, { role: "supervisor" })).status).toBe(403);
    }
  });

  it("changes nothing when it is done again, in whatever file", async () => {
    const memory = new MemoryTable();
    const { call, clock } = desk(memory.table);
    await call(importIys, bring(grant, refusal, mail));
    const before = JSON.stringify([...memory.items]);
    clock.now = new Date("2026-11-17T09:00:00.000Z");
    const body = { name: "again.csv", text: fileOf(mail, mail, grant, refusal) };
    expect((await call(importIys, { body })).body).toEqual({ rows: 4, stored: 0, repeated: 4, problems: [] });
    expect(JSON.stringify([...memory.items])).toBe(before);
  });

  it("brings the entry of a row whose event was stored when it broke off", async () => {
    const memory = new MemoryTable();
    const { call, stateOf } = desk(memory.table);
    await call(importIys, bring(refusal));
    for (const [key, item] of memory.items) if (item.type?.S !== "event") memory.items.delete(key);
    expect(await stateOf("+905551112244", "sms")).toBe("unknown");
    expect((await call(importIys, bring(refusal))).body).toMatchObject({ stored: 0, repeated: 1 });
    expect(await stateOf("+905551112244", "sms")).toBe("denied");
  });

  it("reports bad lines by their number, without what stands in them, and loses no good one", async () => {
    const { call, stateOf } = memoryDesk();
    const { body } = await call(importIys, bring("0555 secret;x", refusal, mail.replace("ONAY", "EVET")));
    expect(body).toMatchObject({ rows: 1, stored: 1, problems: [{ line: 2 }, { line: 4 }] });
    expect(JSON.stringify(body)).not.toMatch(/secret|a@b/);
    expect(await stateOf("+905551112244", "sms")).toBe("denied");
  });

  it("says to split a file that would take too long, and takes none of it", async () => {
    const memory = new MemoryTable();
    const { call } = desk(memory.table);
    const lines = Array.from({ length: mostRowsAtOnce + 1 }, () => grant);
    const { status, body } = await call(importIys, bring(...lines));
    expect([status, body.detail]).toEqual([400, expect.stringContaining("split the file")]);
    expect(memory.items.size).toBe(0);
  });

  it("keeps rows of one address apart by brand, channel and kind of recipient", async () => {
    const { call, ledger } = memoryDesk();
    const voice = grant.replace("MESAJ", "ARAMA");
    await call(importIys, bring(grant, voice, grant.replace("BIREYSEL", "TACIR")));
    await call(importIys, {
      body: { name: "f", brand: "Other", text: fileOf(refusal.replace("44;", "33;")) },
    });
    const id = ledgerId(pepper, { kind: "phone", value: "+905551112233" });
    const said = (await ledger.read([id])).entries.map(({ brand, channel, purpose }) =>
      [brand, channel, purpose].join(" "),
    );
    expect(said.sort()).toEqual([
      ...["Other sms marketing", "default sms marketing", "default sms marketing-business"],
      "default voice marketing",
    ]);
  });
});

describe("an export", () => {
  const rowsOf = (file: string) =>
    readIysFile({ text: file }, new Date("2027-01-01T00:00:00.000Z")).rows.map(
      ({ row: { recipient, type, status } }) => `${recipient} ${type} ${status}`,
    );

  it("finds the address that was merely named beside the customer's own id", async () => {
    const { call, say } = memoryDesk();
    await say(
      consent({
        said: { state: "denied" },
        identifiers: [
          { kind: "crm", value: "+905550000007", level: "verified" },
          { kind: "phone", value: "0555 111 22 33", level: "claimed" },
        ],
      }),
    );
    const { body } = await call(exportIys, { query: { since } });
    expect(rowsOf(body.file)).toEqual(["+905551112233 MESAJ RET"]);
    expect(body.withoutAddress, "an id is no address").toBe(0);
  });

  it("tells a refusal that was heard late by when it came, not by when it was said", async () => {
    const { call, say, clock } = memoryDesk();
    const { body: first } = await call(exportIys, { query: { since } });
    clock.now = new Date("2026-11-18T09:00:00.000Z");
    await say(consent({ occurredAt: "2026-11-10T09:00:00.000Z", said: { state: "denied" } }));
    const { body } = await call(exportIys, { query: { since: first.next } });
    expect(rowsOf(body.file)).toEqual(["+905551112233 MESAJ RET"]);
    expect(body.syncBy).toBe("2026-11-13T21:00:00.000Z");
  });

  it("is of one brand, of commercial purposes, on channels that İYS knows", async () => {
    const { call, say } = memoryDesk();
    await say(consent({ said: { brand: "Other" } }));
    await say(consent({ said: { channel: "whatsapp" } }));
    await say(consent({ said: { purpose: "service" } }));
    expect((await call(exportIys, { query: { since } })).body.rows).toBe(0);
    const { body } = await call(exportIys, { query: { since, brand: "Other" } });
    expect(rowsOf(body.file)).toEqual(["+905551112233 MESAJ ONAY"]);
  });

  it("tells what came after İYS's own word, and not what İYS said last", async () => {
    const { call, say } = memoryDesk();
    await say(consent({ occurredAt: "2026-10-01T09:00:00.000Z" }));
    await call(importIys, bring(grant.replace("ONAY", "RET")));
    expect((await call(exportIys, { query: { since } })).body.rows).toBe(0);
    await say(consent({ said: { source: "app" } }));
    expect(rowsOf((await call(exportIys, { query: { since } })).body.file)).toEqual([
      "+905551112233 MESAJ ONAY",
    ]);
  });

  it("comes in parts that leave nobody out and name nobody twice", async () => {
    const { call, say, clock } = memoryDesk();
    const many = 1050;
    for (let index = 0; index < many; index += 1) {
      clock.now = new Date(clock.now.getTime() + 10);
      const phone = { kind: "phone", value: `+90555${1_000_000 + index}`, level: "verified" } as const;
      await say(consent({ identifiers: [phone] }));
    }
    const told: string[] = [];
    let from = since;
    for (let more = true; more; ) {
      const { body } = await call(exportIys, { query: { since: from } });
      told.push(...rowsOf(body.file));
      ({ more, next: from } = body);
    }
    expect([told.length, new Set(told).size]).toEqual([many, many]);
  });

  it("counts addresses that are gone with their events", async () => {
    const memory = new MemoryTable();
    const { call, say } = desk(memory.table);
    await say(consent());
    for (const [key, item] of memory.items) if (item.type?.S === "event") memory.items.delete(key);
    expect((await call(exportIys, { query: { since } })).body).toMatchObject({ rows: 0, withoutAddress: 1 });
  });

  it("looks back no further than it can", async () => {
    const { call } = memoryDesk();
    const query = { since: "2010-01-01T00:00:00.000Z" };
    expect((await call(exportIys, { query })).status).toBe(400);
    expect((await call(reconcileIys, { ...bring(grant), query })).status).toBe(400);
  });
});

describe("a list of consents", () => {
  it("holds what concerns İYS, without the address", async () => {
    const memory = new MemoryTable();
    const { call, say } = desk(memory.table);
    await say(consent({ said: { channel: "whatsapp" } }));
    await say(consent({ said: { purpose: "service" } }));
    await call(importIys, bring(grant, mail));
    const listed = [...memory.items.values()].filter(({ type }) => type?.S === "listed-consent");
    expect(listed).toHaveLength(2);
    expect(JSON.stringify(listed)).not.toMatch(/5551112233|a@b/);
    expect(listed.every(({ PK }) => /^X#consents#2026-11-16#[0-3]$/.test(PK?.S ?? ""))).toBe(true);
  });
});

describe("a reconciliation", () => {
  it("holds a refusal back that İYS would not take, and says so", async () => {
    const { call, say } = memoryDesk();
    await say(consent({ said: { state: "denied" } }));
    const { body } = await call(reconcileIys, bring(mail));
    expect(body).toMatchObject({ toImport: 1, toExport: 0, heldBack: 1 });
    expect(body.differences).toMatchObject([
      { wins: "theirs", why: "missing" },
      { recipient: "+905551112233", wins: "ours", why: "never-agreed" },
    ]);
  });

  it("reads an address as it is written there, where our form is another", async () => {
    const { call, say } = memoryDesk();
    const written = "info@bücher.example";
    await say(
      consent({
        said: { channel: "email" },
        identifiers: [{ kind: "email", value: written, level: "verified" }],
      }),
    );
    const { body } = await call(reconcileIys, bring(mail.replace("a@b.com", written)));
    expect(body).toMatchObject({ toImport: 0, toExport: 0, differences: [] });
  });

  it("is done after one round, whatever either had", async () => {
    const second = fc.integer({ min: 0, max: 5 });
    const whose = fc.constantFrom("1", "2");
    const theirWord = fc.record({ whose, second, status: fc.constantFrom("ONAY", "RET") });
    const ourWord = fc.record({
      ...{ whose, second, ms: fc.constantFrom(0, 500, 999) },
      state: fc.constantFrom("granted", "denied"),
      purpose: fc.constantFrom("marketing", "*"),
      level: fc.constantFrom("verified" as const, "claimed" as const),
    });
    const [date, query] = ["2026-11-01", { since, apply: "true" }];
    await fc.assert(
      fc.asyncProperty(
        fc.array(ourWord, { maxLength: 6 }),
        fc.array(theirWord, { maxLength: 4 }),
        async (ours, theirs) => {
          const { call, say } = memoryDesk();
          for (const { whose, second, ms, level, ...said } of ours) {
            const occurredAt = `${date}T07:00:0${second}.${String(ms).padStart(3, "0")}Z`;
            const phone = { kind: "phone", value: `+90555111223${whose}`, level } as const;
            await say(consent({ occurredAt, identifiers: [phone], said }));
          }
          const lines = theirs.map(
            ({ whose, second, status }) =>
              `+90555111223${whose};BIREYSEL;MESAJ;HS_WEB;${status};${date} 10:00:0${second}`,
          );
          const { body: first } = await call(reconcileIys, { ...bring(...lines), query });
          const told = readIysFile({ text: first.file }, new Date("2027-01-01T00:00:00.000Z")).rows;
          const both = [...lines, ...told.map(({ line }) => first.file.split("\r\n")[line - 1].slice(0, -2))];
          const { body: second } = await call(reconcileIys, { ...bring(...both), query });
          expect(second).toMatchObject({ toImport: 0, toExport: 0, heldBack: first.heldBack, problems: [] });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("reports lines that it cannot read", async () => {
    const { body } = await memoryDesk().call(reconcileIys, bring("no;line"));
    expect(body).toMatchObject({ rows: 0, problems: [{ line: 2 }] });
  });
});
