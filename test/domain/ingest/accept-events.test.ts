import { describe, expect, it } from "vitest";
import { NotStoredError } from "../../../domain/errors.ts";
import { type AcceptDeps, acceptEvents, type DeferredEvents } from "../../../domain/ingest/accept-events.ts";
import type { FirstReceipts, Timelines } from "../../../domain/ingest/store-event.ts";
import { inert, untimedEvent } from "../../support/events.ts";

function deps(parts: {
  timelines?: Partial<Timelines>;
  firstReceipts?: Partial<FirstReceipts>;
  deferred?: Partial<DeferredEvents>;
}) {
  const deferrals: string[] = [];
  const accept: AcceptDeps = {
    store: {
      timelines: inert<Timelines>(parts.timelines),
      firstReceipts: inert<FirstReceipts>(parts.firstReceipts),
    },
    deferred: inert<DeferredEvents>(parts.deferred),
    onDeferred: (eventId) => deferrals.push(eventId),
  };
  return { accept, deferrals };
}

const throttled = new Error("throttled");

describe("accepting events", () => {
  it("needs nothing but one append where the provider gives the time", async () => {
    const { accept } = deps({ timelines: { append: async () => "appended" } });
    expect(await acceptEvents(accept, [untimedEvent()])).toEqual(["appended"]);
  });

  it("appends at the time of the first receipt where the provider gives none", async () => {
    const first = "2026-11-22T08:59:59.000Z";
    const times: string[] = [];
    const { accept } = deps({
      firstReceipts: { fix: async () => first },
      timelines: {
        append: async ({ event }) => {
          times.push(event.occurredAt, event.receivedAt);
          return "duplicate";
        },
      },
    });
    expect(await acceptEvents(accept, [untimedEvent({ occurredAt: undefined })])).toEqual(["duplicate"]);
    expect(times).toEqual([first, first]);
  });

  it("defers what the table does not take, and tells", async () => {
    const kept: string[] = [];
    const { accept, deferrals } = deps({
      timelines: { append: async () => Promise.reject(throttled) },
      deferred: {
        defer: async ({ event }) => {
          kept.push(event.eventId);
        },
      },
    });
    const event = untimedEvent();
    expect(await acceptEvents(accept, [event])).toEqual(["deferred"]);
    expect(kept).toEqual([event.event.eventId]);
    expect(deferrals).toEqual(kept);
  });

  it("refuses the delivery when neither table nor queue takes an event", async () => {
    const { accept } = deps({
      timelines: { append: async () => Promise.reject(throttled) },
      deferred: { defer: async () => Promise.reject(new Error("queue down")) },
    });
    await expect(acceptEvents(accept, [untimedEvent()])).rejects.toBeInstanceOf(NotStoredError);
  });

  it("answers in the order of the events, however many", async () => {
    const { accept } = deps({
      timelines: { append: async ({ event }) => (event.text === "odd" ? "appended" : "duplicate") },
    });
    const events = Array.from({ length: 50 }, (_, index) =>
      untimedEvent({ idempotencyKey: `m${index}`, text: index % 2 === 1 ? "odd" : "even" }),
    );
    const accepted = await acceptEvents(accept, events);
    expect(accepted).toEqual(events.map(({ event }) => (event.text === "odd" ? "appended" : "duplicate")));
  });
});
