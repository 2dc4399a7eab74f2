import { describe, expect, it } from "vitest";
import { addLanded, addOlder, renewTimeline, startTimeline } from "../../../panel/timeline/timeline-pages.ts";
import { anEvent, idsOf } from "../support/contacts.ts";

const page = (minutes: number[], nextCursor?: string) => ({
  items: minutes.map((minute) => anEvent(minute)),
  nextCursor,
});
const shown = ({ events }: ReturnType<typeof startTimeline>) => idsOf(events);

describe("a loaded timeline", () => {
  it("appends older pages and follows their cursor", () => {
    const timeline = addOlder(startTimeline(page([9, 8], "c1")), page([7, 6], "c2"));
    expect(shown(timeline)).toEqual(["e09", "e08", "e07", "e06"]);
    expect(timeline.nextCursor).toBe("c2");
  });

  it("is complete when a page has no cursor", () => {
    expect(addOlder(startTimeline(page([9], "c1")), page([8])).nextCursor).toBeUndefined();
  });

  it("shows an event once though it comes by page and by connection", () => {
    const timeline = addLanded(startTimeline(page([9, 8], "c1")), anEvent(9));
    expect(shown(addOlder(timeline, page([8, 7])))).toEqual(["e09", "e08", "e07"]);
  });

  it("keeps what a page told about an event when the event lands, shortened, once more", () => {
    const whole = anEvent(9, { text: "all of it", caseId: "case-1" });
    const timeline = addLanded(startTimeline({ items: [whole] }), anEvent(9, { text: "all" }));
    expect(timeline.events).toEqual([whole]);
  });

  it("takes from a page what was made of an event that had only landed", () => {
    const landed = addLanded(startTimeline(page([5])), anEvent(9));
    const understanding = { caseType: "request" as const, sentiment: 0 };
    const renewed = renewTimeline(landed, { items: [{ ...anEvent(9), understanding }, anEvent(5)] });
    expect(renewed.events[0]).toMatchObject({ eventId: "e09", understanding });
  });

  it("inserts a landed event at its event time", () => {
    const landed = anEvent(7, { receivedAt: "2026-03-02T00:00:00.000Z" });
    expect(shown(addLanded(startTimeline(page([9, 5], "c1")), landed))).toEqual(["e09", "e07", "e05"]);
  });

  it("leaves an event to the page it belongs to when that is not loaded", () => {
    expect(shown(addLanded(startTimeline(page([9, 5], "c1")), anEvent(2)))).toEqual(["e09", "e05"]);
  });

  it("takes the oldest event when everything is loaded", () => {
    expect(shown(addLanded(startTimeline(page([9, 5])), anEvent(2)))).toEqual(["e09", "e05", "e02"]);
  });

  it("starts with the first event of a customer", () => {
    expect(shown(addLanded(startTimeline(page([])), anEvent(2)))).toEqual(["e02"]);
  });
});

describe("renewTimeline", () => {
  it("adds what was missed, keeping older pages and their cursor", () => {
    const loaded = addOlder(startTimeline(page([5, 4], "c1")), page([3], "c2"));
    const renewed = renewTimeline(loaded, page([6, 5], "other"));
    expect(shown(renewed)).toEqual(["e06", "e05", "e04", "e03"]);
    expect(renewed.nextCursor).toBe("c2");
  });

  it("starts over at a page that does not join, keeping what landed since", () => {
    const loaded = addLanded(startTimeline(page([5, 4], "c1")), anEvent(20));
    const renewed = renewTimeline(loaded, page([12, 11], "c9"));
    expect(shown(renewed)).toEqual(["e20", "e12", "e11"]);
    expect(renewed.nextCursor).toBe("c9");
  });
});
