import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursorAfter, positionIn, positionOf } from "../../../domain/timeline/position.ts";
import { readTimeline, type TimelineReader } from "../../../domain/timeline/read-timeline.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { contactEvent } from "../../support/events.ts";

/** A reader over lists in memory that keeps to the port's promise. */
function memoryReader(timelines: ReadonlyMap<string, readonly ContactEvent[]>): TimelineReader {
  return {
    read: async ({ identifierId }, { limit, before = "~" }) =>
      [...(timelines.get(identifierId) ?? [])]
        .filter((event) => positionOf(event) < before)
        .sort((left, right) => (positionOf(left) < positionOf(right) ? 1 : -1))
        .slice(0, limit),
  };
}

async function readAll(reader: TimelineReader, identifierIds: readonly string[], limit: number) {
  const items: ContactEvent[] = [];
  let before: string | undefined;
  for (let pages = 0; pages < 1000; pages += 1) {
    const identifiers = identifierIds.map((identifierId) => ({ identifierId }));
    const page = await readTimeline(reader, identifiers, { limit, before });
    items.push(...page.items);
    if (page.nextCursor === undefined) return items;
    before = positionIn(page.nextCursor);
  }
  throw new Error("the pages never end");
}

describe("reading a timeline", () => {
  it("shows every event of every identifier once, newest first, whatever the page size", async () => {
    const place = fc.record({
      second: fc.integer({ min: 0, max: 30 }),
      identifier: fc.integer({ min: 0, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(place, { maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        async (places, limit) => {
          const events = places.map(({ second }, index) =>
            contactEvent({
              eventId: `e${index}`,
              occurredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
            }),
          );
          const timelines = Map.groupBy(events, (event) => `i${places[events.indexOf(event)]?.identifier}`);
          const shown = await readAll(memoryReader(timelines), ["i0", "i1", "i2", "i3", "i4"], limit);
          const expected = events.map(positionOf).sort().reverse();
          expect(shown.map(positionOf)).toEqual(expected);
        },
      ),
    );
  });

  it("ends with a page that has no cursor, also when the last page is full", async () => {
    const reader = memoryReader(
      new Map([["i", [contactEvent({ eventId: "a" }), contactEvent({ eventId: "b" })]]]),
    );
    expect(await readTimeline(reader, [{ identifierId: "i" }], { limit: 2 })).not.toHaveProperty(
      "nextCursor",
    );
    expect(await readTimeline(reader, [{ identifierId: "i" }], { limit: 1 })).toHaveProperty("nextCursor");
  });

  it("takes back only cursors of its own", () => {
    const position = positionOf(contactEvent());
    expect(positionIn(cursorAfter(position))).toBe(position);
    for (const foreign of ["", "x", cursorAfter("I#other"), cursorAfter(`${position}\u0000`), "%%%"]) {
      expect(positionIn(foreign)).toBeUndefined();
    }
  });
});
