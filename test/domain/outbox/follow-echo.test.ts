import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { bodyOf, eventItem } from "../../../adapters/dynamodb/event-item.ts";
import { noteEcho } from "../../../adapters/dynamodb/sent-messages.ts";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { dynamoTimelineReader, readEvents } from "../../../adapters/dynamodb/timeline-reader.ts";
import { followEcho } from "../../../domain/outbox/follow-echo.ts";
import { handOver } from "../../../domain/outbox/hand-over.ts";
import type { StoredEvent } from "../../../domain/timeline/stored-event.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { inert } from "../../support/events.ts";
import { outboxWorld, sendRequest, type WorldParts } from "../../support/outbox.ts";

const request = sendRequest();
const { sendId, identifierId } = request;

/** What the provider tells of a message that left by it. */
function told(changes: Partial<ContactEvent> = {}): StoredEvent {
  const event: ContactEvent = {
    eventId: "told",
    occurredAt: "2026-01-02T10:05:01.500Z",
    receivedAt: "2026-01-02T10:05:02.000Z",
    channel: "whatsapp",
    direction: "outbound",
    kind: "message.sent",
    provider: "toy",
    endpointId: "demo",
    identifiers: [],
    text: request.text,
    providerMessageId: `m-${sendId}`,
    ...changes,
  };
  return { home: identifierId, identifierIds: [], previousIds: [], claimIds: [], event };
}

/** A table that has something happen before one of its calls. */
function interrupted(count: number, happens: () => Promise<void>) {
  let calls = 0;
  return (table: TableDeps): TableDeps => ({
    ...table,
    call: async (...input) => {
      calls += 1;
      if (calls === count) await happens();
      return table.call(...input);
    },
  });
}

async function setUp(stored = told(), parts: WorldParts = {}) {
  const world = outboxWorld(parts);
  const { table, items } = world.table;
  await world.accept(request);
  const item = eventItem(stored, { body: bodyOf(stored) });
  items.set(`${item.PK} ${item.SK}`, marshall(item));
  const follow = (by = table) => followEcho({ note: (message, echo) => noteEcho(by, message, echo) }, stored);
  const shown = async (limit = 10) => {
    const page = await dynamoTimelineReader(table, inert()).read({ identifierId }, { limit });
    return page.map(({ eventId }) => eventId);
  };
  return { world, table, follow, shown };
}

describe("an echo of a message of ours", () => {
  it("is left out of the timeline, whenever it comes while the message is handed over", async () => {
    const answers: boolean[] = [];
    for (let count = 1; answers.length === count - 1; count += 1) {
      const at = await setUp(told(), {
        through: interrupted(count, async () => {
          answers.push(await at.follow());
        }),
      });
      await handOver(at.world.deps, { sendId });
      if (answers.length === count) expect(await at.shown(), `before call ${count}`).toEqual([sendId]);
    }
    // Before the provider's answer nobody knows, after it everybody does.
    expect(answers).toEqual(answers.toSorted());
    expect(new Set(answers).size).toBe(2);
  });

  it("is left out, whenever the message is handed over while it is followed", async () => {
    for (let count = 1; count <= 4; count += 1) {
      const at = await setUp();
      const handed = interrupted(count, () => handOver(at.world.deps, { sendId }));
      await at.follow(handed(at.table));
      await handOver(at.world.deps, { sendId });
      expect(await at.shown(), `before call ${count}`).toEqual([sendId]);
    }
  });

  it("is shown nowhere else, and takes no place on a page", async () => {
    const { world, table, follow, shown } = await setUp();
    await handOver(world.deps, { sendId });
    await follow();
    expect(await shown(1)).toEqual([sendId]);
    const { event } = told();
    expect([...(await readEvents(table, inert(), [{ identifierId, ...event }])).keys()]).toEqual([]);
  });

  it("that has been erased by the time of the answer stays erased", async () => {
    const { world, follow, shown } = await setUp();
    await follow();
    const { items } = world.table;
    const isEcho = (key: string) => key.endsWith("#told");
    items.delete([...items.keys()].find(isEcho) ?? "");
    await handOver(world.deps, { sendId });
    expect([...items.keys()].filter(isEcho)).toEqual([]);
    expect(await shown()).toEqual([sendId]);
  });
});

describe("what somebody else wrote in the provider's own inbox", () => {
  it.each([
    ["another message", { providerMessageId: "m-other" }],
    ["another account's", { endpointId: "other" }],
    ["one without a name", { providerMessageId: undefined }],
    ["what became of a message", { kind: "message.status", status: "delivered" } as const],
  ])("stays on the timeline: %s", async (_, changes) => {
    const { world, follow, shown } = await setUp(told(changes));
    expect(await follow()).toBe(false);
    await handOver(world.deps, { sendId });
    expect(await follow()).toBe(false);
    expect(await shown()).toEqual(["told", sendId]);
  });
});
