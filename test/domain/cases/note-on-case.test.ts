/** What routing writes onto a case, with the production adapters over a table in memory. */
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamoAttachments } from "../../../adapters/dynamodb/attachments.ts";
import { keys } from "../../../adapters/dynamodb/keys.ts";
import { readMember } from "../../../adapters/dynamodb/members.ts";
import { dynamoRoutingStore } from "../../../adapters/dynamodb/routing/store.ts";
import { actOnCase, type CaseAction } from "../../../domain/cases/act-on-case.ts";
import { defaultCasePolicy as policy } from "../../../domain/cases/default-case-policy.ts";
import { noteOnCase, type RoutingNote } from "../../../domain/cases/note-on-case.ts";
import { offered } from "../../../domain/routing/routing-state.ts";
import { routingNotes } from "../../../domain/routing/workflow-steps/routing-notes.ts";
import type { Case } from "../../../schemas/case.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { untimedEvent } from "../../support/events.ts";
import { MemoryTable } from "../../support/memory-table.ts";
import { createWorld } from "../../support/world.ts";
import { caseOf } from "../../world/routing/scene.ts";

const now = "2026-11-22T09:00:00.000Z";
const at = new Date("2026-11-22T09:01:00.000Z");

/** A customer has written; their case is in line. */
async function written() {
  const memory = new MemoryTable();
  const { table } = memory;
  const world = createWorld({ table, now: () => new Date(now) });
  const message = untimedEvent({ occurredAt: now });
  await world.receive({ ...message, event: { ...message.event, occurredAt: now, receivedAt: now } } as never);
  const items = [...memory.items.values()].map((item) => unmarshall(item));
  const row = items.find(({ type }) => type === "case");
  if (row === undefined) throw new Error("no case");
  const { caseId, customerId } = JSON.parse(row.body) as Case;
  const deps = {
    readMember: (id: string) => readMember(table, id),
    attachments: dynamoAttachments(table),
    newEventId: () => "action1",
    now: () => at,
  };
  const store = dynamoRoutingStore(table, async () => ({ halfLifeDays: 30 }));
  const inLine: Routing = { ...caseOf(caseId, { medium: "chat" }), customerId };
  await store.save({ agents: [], routings: [{ after: inLine }] });
  return {
    caseId,
    deps,
    store,
    inLine,
    memory,
    current: async () =>
      (await readMember(table, customerId))?.cases.find((found) => found.caseId === caseId),
    announced: () =>
      memory.items.get(`${keys.case(customerId, caseId).PK} ${keys.case(customerId, caseId).SK}`)?.announce
        ?.S,
    kinds: () =>
      [...memory.items.values()]
        .map((item) => unmarshall(item))
        .filter(({ type }) => type === "event")
        .map(({ body }) => JSON.parse(body).event?.kind ?? JSON.parse(body).kind),
  };
}

describe("what routing notes on a case", () => {
  const assignedTo = (caseId: string, change: Partial<RoutingNote> = {}): RoutingNote => ({
    caseId,
    leg: 1,
    kind: "case.assigned",
    at,
    agentId: "ayse",
    ...change,
  });

  it("makes the agent its owner from then on, which is news", async () => {
    const here = await written();
    await noteOnCase(here.deps, assignedTo(here.caseId), policy);
    expect(await here.current()).toMatchObject({ owner: { agentId: "ayse", since: at.toISOString() } });
    expect(here.announced()).toBe("CaseOwnerChanged");
  });

  it("is written once, however often it is told and by how many at once", async () => {
    const here = await written();
    const note = () => noteOnCase(here.deps, assignedTo(here.caseId), policy);
    await Promise.all([note(), note()]).catch(() => undefined);
    await note();
    const before = new Map(here.memory.items);
    await note();
    expect(here.memory.items).toEqual(before);
    expect(here.kinds().filter((kind) => kind === "case.assigned")).toHaveLength(1);
  });

  it("is written again for another leg, another time or another kind", async () => {
    const here = await written();
    const notes = [{}, { leg: 2 }, { at: new Date(at.getTime() + 1) }, { kind: "case.abandoned" as const }];
    for (const change of notes) await noteOnCase(here.deps, assignedTo(here.caseId, change), policy);
    expect(here.kinds().filter((kind) => String(kind).startsWith("case."))).toHaveLength(4);
  });

  it("leaves the owner where the customer gave up, and writes nothing on what is not there", async () => {
    const here = await written();
    await noteOnCase(
      here.deps,
      assignedTo(here.caseId, { kind: "case.abandoned", agentId: undefined }),
      policy,
    );
    expect((await here.current())?.owner).toBeUndefined();
    await noteOnCase(here.deps, assignedTo("nobody-x"), policy);
    expect(here.kinds().filter((kind) => String(kind).startsWith("case."))).toEqual(["case.abandoned"]);
  });

  it("is dated by the reservation, and left out where the case has moved on", async () => {
    const here = await written();
    const policies = { current: async () => ({ version: 1, policy }) } as never;
    const note = routingNotes({ ...here.deps, store: here.store, policies });
    const since = "2026-11-22T09:00:30.000Z";
    const reserved = offered(here.inLine, "ayse", since, since);
    await here.store.save({ agents: [], routings: [{ before: here.inLine, after: reserved }] });
    await note({ caseId: here.caseId, leg: 1, kind: "case.assigned", agentId: "ayse", token: 0 });
    await note({ caseId: here.caseId, leg: 1, kind: "case.abandoned" });
    expect((await here.current())?.owner).toBeUndefined();
    await note({ caseId: here.caseId, leg: 1, kind: "case.assigned", agentId: "ayse", token: 1 });
    expect((await here.current())?.owner).toEqual({ agentId: "ayse", since });
  });
});

describe("an action with a token", () => {
  const fenced = (caseId: string, token: number, isCurrent = async () => true): CaseAction => ({
    kind: "case.transferred",
    attributes: { agentId: "mehmet" },
    fence: { caseId, token, isCurrent },
  });
  const act = (here: Awaited<ReturnType<typeof written>>, action: CaseAction) =>
    actOnCase(here.deps, here.caseId, action, "ayse", policy);

  async function reservedTwice() {
    const here = await written();
    const [first, second] = [
      offered(here.inLine, "ayse", now, now),
      offered({ ...here.inLine, token: 1 }, "ali", now, now),
    ];
    await here.store.save({ agents: [], routings: [{ before: here.inLine, after: first }] });
    return {
      ...here,
      reserveAgain: () =>
        here.store.save({
          agents: [],
          routings: [{ before: first, after: { ...second, version: first.version + 1 } }],
        }),
    };
  }

  it("is done while the token is the newest", async () => {
    const here = await reservedTwice();
    expect(await act(here, fenced(here.caseId, 1))).toMatchObject({ kind: "done" });
    expect((await here.current())?.owner?.agentId).toBe("mehmet");
  });

  it("writes nothing with an old one, though it was current when it was looked at", async () => {
    const here = await reservedTwice();
    let looks = 0;
    const isCurrent = async () => {
      looks += 1;
      if (looks === 1) await here.reserveAgain();
      return looks === 1;
    };
    expect(await act(here, fenced(here.caseId, 1, isCurrent))).toEqual({ kind: "stale" });
    expect(looks).toBe(2);
    expect((await here.current())?.owner).toBeUndefined();
    expect(here.kinds()).not.toContain("case.transferred");
  });

  it("is refused at once where the token is known to be old, and needs none where it has no fence", async () => {
    const here = await reservedTwice();
    expect(
      await act(
        here,
        fenced(here.caseId, 1, async () => false),
      ),
    ).toEqual({ kind: "stale" });
    const { fence: _, ...free } = fenced(here.caseId, 1);
    expect(await act(here, free)).toMatchObject({ kind: "done" });
  });
});
