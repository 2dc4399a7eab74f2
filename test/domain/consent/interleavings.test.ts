/** Opt-outs race a send: whatever is in the ledger when a send is claimed has been heeded, in every order of their steps. */
import { describe, expect, it } from "vitest";
import { checkLedger, dynamoConsentLedger } from "../../../adapters/dynamodb/consent-ledger.ts";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { writeTogether } from "../../../adapters/dynamodb/transactions.ts";
import { entriesOf } from "../../../domain/consent/ledger.ts";
import { ledgerId } from "../../../domain/consent/ledger-id.ts";
import { permitSend, type SendReceipt } from "../../../domain/consent/permit-send.ts";
import type { UntimedEvent } from "../../../domain/ingest/build-contact-event.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import { pepper, untimedEvent } from "../../support/events.ts";
import { MemoryTable } from "../../support/memory-table.ts";
import { inEveryOrder, type Process, stepwise } from "./every-order.ts";
import { question, rules, word } from "./words.ts";

const phone = { kind: "phone", value: "+905551112233", level: "verified" } as const;
const whatsapp = { kind: "whatsapp", value: "TR.1", level: "verified" } as const;
const phoneLedger = ledgerId(pepper, phone);
const whatsappLedger = ledgerId(pepper, whatsapp);

const grant = word(1, "granted", "marketing", { identifierId: phoneLedger });

const message = (id: string, text: string, occurredAt = `2026-11-22T08:5${id.length}:00.000Z`) =>
  untimedEvent({ idempotencyKey: id, text, identifiers: [phone], occurredAt });

interface World {
  readonly memory: MemoryTable;
  /** The timeline: what has been acknowledged, and may not be in the ledger yet. */
  readonly timeline: UntimedEvent[];
  /** What has happened, in its order. */
  readonly log: string[];
  receipt?: SendReceipt;
}

function worldOf(before: readonly ConsentEntry[] = [grant]): World {
  const memory = new MemoryTable();
  for (const { PK, SK, ...rest } of rowsOf(before)) memory.items.set(`${PK.S} ${SK.S}`, { PK, SK, ...rest });
  return { memory, timeline: [], log: [] };
}

/** The ledger as it was before: written by the adapter itself, on a table of its own. */
function rowsOf(entries: readonly ConsentEntry[]) {
  const found = prepared.get(entries.map(({ entryId }) => entryId).join());
  if (found === undefined) throw new Error("not prepared");
  return found;
}

type Row = { readonly PK: { S: string }; readonly SK: { S: string } };
const prepared = new Map<string, readonly Row[]>();
async function prepare(entries: readonly ConsentEntry[]) {
  const memory = new MemoryTable();
  await dynamoConsentLedger(memory.table).append(entries);
  prepared.set(entries.map(({ entryId }) => entryId).join(), [...memory.items.values()] as unknown as Row[]);
}
await prepare([grant]);

/** What is said is first stored, as every event is, then comes to the ledger. */
function saying(world: World, ...events: readonly UntimedEvent[]): Process {
  return async (step) => {
    for (const stored of events) {
      await step(async () => {
        world.timeline.push(stored);
        world.log.push("stored");
      });
      await hearing(world, stored)(step);
    }
  };
}

function hearing({ memory, log }: World, stored: UntimedEvent): Process {
  return async (step) => {
    const entries = entriesOf(stored, settings);
    const table = stepwise(logging(memory.table, log, entries[0]?.state ?? "nothing"), step);
    await dynamoConsentLedger(table).append(entries);
  };
}

/** Notes a transaction that was written. */
function logging({ call, tableName }: TableDeps, log: string[], what: string): TableDeps {
  return {
    tableName,
    call: async (operation, input) => {
      const answer = await call(operation, input);
      if (operation === "TransactWriteItems") log.push(what);
      return answer;
    },
  };
}

const settings = { brand: "Acme", words: { stop: [], start: [], help: [] } };
const mostDecisions = 5;

interface How {
  readonly ledgerIds?: readonly string[];
  /** The timeline is read as well: before the ledger, or after it. */
  readonly timeline?: "first" | "last";
  readonly isUnchecked?: boolean;
}

/** As the outbox sends: read, decide, claim with proof that nothing was said since, hand over. */
function sending(
  world: World,
  { ledgerIds = [phoneLedger], timeline, isUnchecked = false }: How = {},
): Process {
  return async (step) => {
    const readTimeline = () =>
      step(async () => {
        world.log.push("looked");
        return world.timeline.flatMap((stored) => entriesOf(stored, settings));
      });
    const table = stepwise(world.memory.table, step);
    for (let decision = 0; decision < mostDecisions; decision += 1) {
      const before = timeline === "first" ? await readTimeline() : [];
      const { entries, versions } = await dynamoConsentLedger(table).read(ledgerIds);
      const after = timeline === "last" ? await readTimeline() : [];
      const offer = question({ purpose: "marketing", now: new Date("2026-11-22T09:01:00.000Z") });
      const permission = permitSend(offer, rules([...before, ...entries, ...after]));
      if (permission.kind === "suppressed") {
        world.log.push("suppressed");
        return;
      }
      const claim = {
        Put: {
          TableName: table.tableName,
          Item: { PK: { S: "send" }, SK: { S: "@" } },
          ConditionExpression: "attribute_not_exists(PK)",
        },
      };
      const checks = Array.from(versions, ([id, version]) => checkLedger(table.tableName, id, version));
      const written = await writeTogether(logging(table, world.log, "claimed"), [
        claim,
        ...(isUnchecked ? [] : checks),
      ]);
      if (written === "lost") continue;
      await step(async () => world.log.push("handed over"));
      world.receipt = permission.receipt;
      return;
    }
    throw new Error("never decided");
  };
}

/** Nothing that was refused before the claim was sent; and what was not sent was suppressed. */
function heeded({ log, receipt }: World) {
  const claimed = log.indexOf("claimed");
  const refused = log.indexOf("denied");
  expect(refused).toBeGreaterThanOrEqual(0);
  if (claimed < 0) expect(log).toContain("suppressed");
  else expect(refused, "refused before it was claimed").toBeGreaterThan(claimed);
  expect(log.includes("handed over")).toBe(claimed >= 0);
  expect(receipt?.evidence).toBe(claimed < 0 ? undefined : grant.entryId);
}

/** The head counts what is there, however often it came. */
async function expectCounted({ memory }: World, identifierId: string, entries: number) {
  const { versions } = await dynamoConsentLedger(memory.table).read([identifierId]);
  expect(versions.get(identifierId)).toBe(entries);
  await expect(writeTogether(memory.table, [checkLedger("table", identifierId, entries)])).resolves.toBe(
    "written",
  );
}

describe("an opt-out that races a send", () => {
  it("wins whenever it is in the ledger before the send is claimed, in every order", async () => {
    const ends = new Set<string>();
    const orders = await inEveryOrder(() => {
      const world = worldOf();
      return {
        processes: [sending(world), saying(world, message("a", "STOP"))],
        judge: () => {
          heeded(world);
          ends.add(world.log.filter((what) => what !== "stored").join());
        },
      };
    });
    expect(orders).toBeGreaterThanOrEqual(20);
    expect([...ends].sort()).toEqual([
      "claimed,denied,handed over",
      "claimed,handed over,denied",
      "denied,suppressed",
    ]);
  });

  it("wins as one of two, on the phone and by the provider, in every order", async () => {
    let last: World | undefined;
    const orders = await inEveryOrder(() => {
      const world = worldOf();
      last = world;
      const byProvider = untimedEvent({
        ...{ idempotencyKey: "b", kind: "message.status", direction: "outbound", text: undefined },
        ...{ identifiers: [phone], attributes: { optOut: "stop", purpose: "marketing" } },
      });
      const ledgers = [sending(world), saying(world, message("a", "RET")), saying(world, byProvider)];
      return { processes: ledgers, judge: () => heeded(world) };
    });
    // 9! / 3!³ = 1680 of three steps each, but who finds a refusal stops, and who loses a claim begins again.
    expect(orders).toBeGreaterThan(1500);
    if (last !== undefined) await expectCounted(last, phoneLedger, 3);
  });

  it("wins over the first of all words as well: an empty ledger is checked to be empty", async () => {
    const service = { purpose: "transactional" };
    const ends = new Set<string>();
    await prepare([]);
    await inEveryOrder(() => {
      const world = worldOf([]);
      const enforcing: Process = async (step) => {
        const table = stepwise(world.memory.table, step);
        for (;;) {
          const { entries, versions } = await dynamoConsentLedger(table).read([phoneLedger]);
          const permission = permitSend(question(service), rules(entries, { enforcesOptOut: true }));
          if (permission.kind === "suppressed") return void world.log.push("suppressed");
          const checks = Array.from(versions, ([id, version]) => checkLedger("table", id, version));
          if ((await writeTogether(logging(table, world.log, "claimed"), checks)) === "written") return;
        }
      };
      return {
        processes: [enforcing, saying(world, message("a", "STOP"))],
        judge: () => ends.add(world.log.filter((what) => what !== "stored").join()),
      };
    });
    expect([...ends].sort()).toEqual(["claimed,denied", "denied,suppressed"]);
  });

  it("wins on either of two addresses of the recipient", async () => {
    const orders = await inEveryOrder(() => {
      const world = worldOf();
      const both = untimedEvent({ idempotencyKey: "c", text: "STOP", identifiers: [whatsapp] });
      return {
        processes: [sending(world, { ledgerIds: [phoneLedger, whatsappLedger] }), saying(world, both)],
        judge: () => heeded(world),
      };
    });
    expect(orders).toBeGreaterThan(20);
  });

  it("counts once, though it is delivered twice at the same time", async () => {
    let last: World | undefined;
    await inEveryOrder(() => {
      const world = worldOf();
      last = world;
      const stop = message("a", "STOP");
      return {
        processes: [sending(world), hearing(world, stop), hearing(world, stop)],
        judge: () => {
          heeded(world);
          expect(world.log.filter((what) => what === "denied")).toHaveLength(1);
        },
      };
    });
    if (last !== undefined) await expectCounted(last, phoneLedger, 2);
  });

  it("wins before it is taken back, and a START brings no offer back", async () => {
    await inEveryOrder(() => {
      const world = worldOf();
      const changesMind = saying(world, message("a", "STOP"), message("bb", "START"));
      return { processes: [sending(world), changesMind], judge: () => heeded(world) };
    });
  });

  it.each(["first", "last"] as const)(
    "wins from the moment it is acknowledged where the timeline is read as well, %s",
    async (timeline) => {
      await inEveryOrder(() => {
        const world = worldOf();
        return {
          processes: [sending(world, { timeline }), saying(world, message("a", "STOP"))],
          judge: () => {
            heeded(world);
            const { log } = world;
            const claimed = log.indexOf("claimed");
            const looked = log.lastIndexOf("looked", claimed < 0 ? log.length : claimed);
            if (claimed >= 0)
              expect(log.indexOf("stored"), "stored before the last look").toBeGreaterThan(looked);
          },
        };
      });
    },
  );

  it("would lose if the claim did not check the ledger: the proof can fail", async () => {
    const unchecked = inEveryOrder(() => {
      const world = worldOf();
      return {
        processes: [sending(world, { isUnchecked: true }), saying(world, message("a", "STOP"))],
        judge: () => heeded(world),
      };
    });
    await expect(unchecked).rejects.toThrow("refused before it was claimed");
  });
});
