/** R16: two first messages at the same moment, on two channels, are one request, however their requests interleave. */
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { readMember } from "../../adapters/dynamodb/members.ts";
import type { TableCall, TableDeps } from "../../adapters/dynamodb/table-call.ts";
import { wholeCases } from "../../domain/cases/whole-case.ts";
import { readPerson } from "../../domain/identity/person.ts";
import { buildContactEvent } from "../../domain/ingest/build-contact-event.ts";
import { startDynamoEngine } from "../../local/dynamodb/engine.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { Channel, Identifier } from "../../schemas/contact-event.ts";
import { clientFor, createTable, tableAt, temporaryFolder } from "../local/dynamodb/fixture.ts";
import { counter } from "../support/counter.ts";
import { delivery, pepper } from "../support/events.ts";
import { createWorld } from "../support/world.ts";

const nextPerson = counter();
const nextMessage = counter();

function message(identifiers: Identifier[], channel: Channel, seconds: number) {
  return buildContactEvent(
    { pepper, defaultCountry: "TR" },
    {
      idempotencyKey: `m${nextMessage()}`,
      occurredAt: `2026-11-22T09:00:0${seconds}.000Z`,
      channel,
      direction: "inbound",
      kind: "message.received",
      identifiers,
      text: "Kredi kartı başvurum ne oldu?",
    },
    delivery,
  );
}

/** How the two channels come to be one person's. */
const situations = ["known", "known", "unknown", "unknown", "merged"] as const;

async function engineTable() {
  const running = await startDynamoEngine({ dataDir: temporaryFolder() });
  onTestFinished(() => running.close());
  const client = clientFor(running.url);
  onTestFinished(() => client.destroy());
  await createTable(client);
  return tableAt(running.url);
}

/** The table with every request held back until the schedule lets it go. */
function scheduled({ call, tableName }: TableDeps, scheduler: fc.Scheduler): TableDeps {
  const settle = scheduler.scheduleFunction((send: () => Promise<object>) => Promise.allSettled([send()]));
  const held: TableCall = async (operation, input) => {
    const [result] = await settle(() => call(operation, input));
    if (result?.status === "fulfilled") return result.value;
    throw result?.reason;
  };
  return { call: held, tableName };
}

describe("two first messages at the same moment", () => {
  it("open one case, in every interleaving that was tried on the embedded engine", {
    timeout: 120_000,
  }, async () => {
    const engine = await engineTable();
    const calm = createWorld({ table: engine });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...situations), fc.scheduler(), async (situation, scheduler) => {
        const person = nextPerson();
        const phone: Identifier = { kind: "phone", value: `+90532${1_000_000 + person}`, level: "verified" };
        const chat: Identifier = { kind: "whatsapp", value: `TR.${person}`, level: "verified" };
        const both =
          situation === "unknown"
            ? { phone: [phone, chat], chat: [chat, phone] }
            : { phone: [phone], chat: [chat] };
        const first = [message(both.phone, "sms", 1), message(both.chat, "whatsapp", 2)];
        if (situation !== "unknown") await calm.receive(...acquaint(situation, phone, chat));
        if (situation === "merged") await mergeOwners(calm, first);
        const table = scheduled(engine, scheduler);
        const racing = first.map((event) => ({
          event,
          world: createWorld({ table, idPrefix: `${person}-${event.event.channel}` }),
        }));
        await calm.store(first);
        await scheduler.waitFor(Promise.all(racing.map(({ event, world }) => world.relay([event]))));
        const owners = await calm.ownersOf(first.map(({ home }) => home));
        const found = await readPerson((id) => readMember(calm.table, id), [...owners.values()][0] ?? "");
        expect(wholeCases(found?.members.flatMap(({ cases }) => cases) ?? [])).toHaveLength(1);
        expect(found?.members.flatMap(({ digest }) => digest.facts.contacts)).toHaveLength(2);
      }),
      { numRuns: Number(process.env.ONE_CASE_RUNS ?? 100) },
    );
  });
});

/** What makes the two identifiers known before the messages come: events that open no case. */
function acquaint(situation: "known" | "merged", phone: Identifier, chat: Identifier) {
  const visit = (identifiers: Identifier[]) => {
    const event = message(identifiers, "web", 0);
    return { ...event, event: { ...event.event, kind: "identity.identified" } };
  };
  return situation === "known" ? [visit([phone, chat])] : [visit([phone]), visit([chat])];
}

async function mergeOwners(world: ReturnType<typeof createWorld>, events: readonly { home: string }[]) {
  const owners = await world.ownersOf(events.map(({ home }) => home));
  const [customerId = "", other = ""] = owners.values();
  const body = { customerId: other, reason: "same person" };
  expect((await world.call(staffRoutes.mergeCustomers, { customerId }, { body })).status).toBe(201);
}
