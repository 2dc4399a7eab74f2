import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOpen } from "../../../domain/calendar/working-time.ts";
import { isQueueOpen, secondsUntilOpen } from "../../../domain/routing/opening.ts";
import { calendarSchema } from "../../../schemas/calendar.ts";
import { aPolicy, aQueue } from "./cases-to-route.ts";

const shifts = [{ from: "09:00", to: "18:00" }];
const calendar = calendarSchema.parse({
  zone: "Europe/Istanbul",
  week: { monday: shifts, tuesday: shifts, friday: [{ from: "22:00", to: "03:00" }] },
  exceptions: { "2026-03-10": [] },
});
const policy = aPolicy({
  queues: [
    aQueue("general"),
    aQueue("office", { calendar }),
    aQueue("never", { calendar: { zone: "UTC", week: {} } }),
  ],
});

describe("the hours of a queue (R44, by time)", () => {
  it.each([
    ["office", "2026-03-09T05:59:59.500Z", 1],
    ["office", "2026-03-09T06:00:00.000Z", 0],
    ["office", "2026-03-09T14:59:59.999Z", 0],
    ["office", "2026-03-09T15:00:00.000Z", (4 * 24 + 4) * 3600],
    ["office", "2026-03-10T12:00:00.000Z", (3 * 24 + 7) * 3600],
    ["general", "2026-03-10T12:00:00.000Z", 0],
    ["gone-with-a-newer-policy", "2026-03-10T12:00:00.000Z", 0],
    ["never", "2026-03-10T12:00:00.000Z", Number.POSITIVE_INFINITY],
  ])("of %s at %s: it opens in %s s", (queueId, at, seconds) => {
    expect(secondsUntilOpen(policy, queueId, new Date(at))).toBe(seconds);
    expect(isQueueOpen(policy, queueId, new Date(at))).toBe(seconds === 0);
  });

  it("are those of its calendar, in whatever order they are asked for", () => {
    const start = Date.parse("2026-03-09T00:00:00.000Z");
    const instants = fc
      .integer({ min: 0, max: 14 * 24 * 60 })
      .chain((minute) => fc.constantFrom(-1, 0, 1).map((ms) => new Date(start + minute * 60_000 + ms)));
    fc.assert(
      fc.property(fc.array(instants, { minLength: 2, maxLength: 20 }), (asked) => {
        for (const at of asked) {
          expect(isQueueOpen(policy, "office", at)).toBe(isOpen(calendar, at));
          const opens = new Date(at.getTime() + secondsUntilOpen(policy, "office", at) * 1000);
          expect(isOpen(calendar, opens)).toBe(true);
        }
      }),
    );
  });
});
