import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterWorkingMs, isOpen, nextOpening, workingMs } from "../../../domain/calendar/working-time.ts";
import type { Calendar } from "../../../schemas/calendar.ts";
import { calendarNear, instant } from "./arbitraries.ts";
import { minuteMs, openMinutes } from "./wall-clock.ts";

const hourMs = 60 * minuteMs;

const office: Calendar = {
  zone: "Europe/Istanbul",
  week: {
    monday: [
      { from: "09:00", to: "12:30" },
      { from: "13:30", to: "18:00" },
    ],
    tuesday: [{ from: "09:00", to: "18:00" }],
    friday: [{ from: "22:00", to: "06:00" }],
  },
  exceptions: { "2026-05-26": [{ from: "09:00", to: "13:00" }], "2026-06-02": [] },
};

const zoned = (zone: string, from: string, to: string): Calendar => ({
  zone,
  week: { sunday: [{ from, to }], saturday: [{ from, to }] },
  exceptions: {},
});

const hours = (calendar: Calendar, from: string, to: string) =>
  workingMs(calendar, new Date(from), new Date(to)) / hourMs;

describe("working time", () => {
  it.each([
    ["a working day, without its break", "2026-05-18T00:00+03:00", "2026-05-19T00:00+03:00", 8],
    ["a whole week", "2026-05-18T00:00+03:00", "2026-05-25T00:00+03:00", 8 + 9 + 8],
    ["nothing on a day that is left out", "2026-05-20T00:00+03:00", "2026-05-22T00:00+03:00", 0],
    ["the night shift into a closed day", "2026-05-23T00:00+03:00", "2026-05-24T00:00+03:00", 6],
    ["half a day on an eve", "2026-05-26T00:00+03:00", "2026-05-27T00:00+03:00", 4],
    ["nothing on a holiday", "2026-06-02T00:00+03:00", "2026-06-03T00:00+03:00", 0],
    ["from within a shift to within the next", "2026-05-18T12:00+03:00", "2026-05-18T14:00+03:00", 1],
    ["milliseconds", "2026-05-18T09:00:00.000+03:00", "2026-05-18T09:00:00.036+03:00", 1e-5],
    ["nothing backwards", "2026-05-19T00:00+03:00", "2026-05-18T00:00+03:00", 0],
  ])("counts %s", (_, from, to, expected) => {
    expect(hours(office, from, to)).toBe(expected);
  });

  it("keeps the morning of a night shift that began before a holiday, and drops that of the holiday", () => {
    const nightly: Calendar = {
      zone: "UTC",
      week: { monday: [{ from: "22:00", to: "06:00" }], tuesday: [{ from: "22:00", to: "06:00" }] },
      exceptions: { "2026-06-02": [] },
    };
    expect(hours(nightly, "2026-06-02T00:00Z", "2026-06-03T00:00Z")).toBe(6);
    expect(hours(nightly, "2026-06-03T00:00Z", "2026-06-04T00:00Z")).toBe(0);
  });

  it("counts shifts that overlap once", () => {
    const overlapping: Calendar = {
      zone: "UTC",
      week: {
        monday: [
          { from: "12:00", to: "18:00" },
          { from: "09:00", to: "17:00" },
          { from: "10:00", to: "11:00" },
        ],
      },
      exceptions: {},
    };
    expect(hours(overlapping, "2026-06-01T00:00Z", "2026-06-02T00:00Z")).toBe(9);
  });

  it("is open round the clock where `to` is `from`", () => {
    expect(hours(zoned("UTC", "08:00", "08:00"), "2026-06-06T00:00Z", "2026-06-09T00:00Z")).toBe(48);
  });

  it.each([
    ["the night the clocks go forward is an hour shorter", "2026-03-28T12:00Z", "2026-03-29T10:00Z", 7],
    ["the night the clocks go back is an hour longer", "2026-10-24T12:00Z", "2026-10-25T10:00Z", 9],
    ["another night is as long as it says", "2026-06-06T12:00Z", "2026-06-07T10:00Z", 8],
  ])("knows that %s", (_, from, to, expected) => {
    expect(hours(zoned("Europe/Berlin", "22:00", "06:00"), from, to)).toBe(expected);
  });

  it("opens when the clocks have jumped over the opening time", () => {
    expect(
      nextOpening(zoned("Europe/Berlin", "02:30", "06:00"), new Date("2026-03-29T00:00Z"))?.toISOString(),
    ).toBe("2026-03-29T01:00:00.000Z");
  });

  it("closes again where the clocks go back to before the opening time", () => {
    const early = zoned("Europe/Berlin", "02:30", "06:00");
    const openAt = (at: string) => isOpen(early, new Date(`2026-10-25T${at}Z`));
    expect(["00:29", "00:30", "00:59", "01:00", "01:29", "01:30", "04:59", "05:00"].map(openAt)).toEqual([
      ...[false, true, true, false, false, true, true, false],
    ]);
  });

  it("finds the instant by which an amount of working time has passed", () => {
    const passed = (from: string, amount: number) =>
      afterWorkingMs(office, new Date(from), amount * hourMs)?.toISOString();
    expect(passed("2026-05-18T17:00+03:00", 1)).toBe("2026-05-18T15:00:00.000Z");
    expect(passed("2026-05-18T17:00+03:00", 1.5)).toBe("2026-05-19T06:30:00.000Z");
    expect(passed("2026-05-24T12:00+03:00", 0)).toBe("2026-05-24T09:00:00.000Z");
    expect(passed("2026-06-01T18:00+03:00", 0.5)).toBe("2026-06-05T19:30:00.000Z");
  });

  it("says so when a calendar does not open within two years", () => {
    const never: Calendar = { zone: "Asia/Tokyo", week: {}, exceptions: { "2030-01-01": [] } };
    const now = new Date("2026-06-01T00:00Z");
    expect(nextOpening(never, now)).toBeUndefined();
    expect(afterWorkingMs(never, now, 1)).toBeUndefined();
    expect(isOpen(never, now)).toBe(false);
    const once = { ...never, exceptions: { "2028-05-01": [{ from: "09:00", to: "10:00" }] } };
    expect(nextOpening(once, now)?.toISOString()).toBe("2028-05-01T00:00:00.000Z");
    expect(afterWorkingMs(once, now, 2 * hourMs)).toBeUndefined();
    const late = { ...never, exceptions: { "2028-07-01": [{ from: "09:00", to: "10:00" }] } };
    expect(nextOpening(late, now)).toBeUndefined();
    expect(afterWorkingMs(late, now, 1)).toBeUndefined();
  });

  it("refuses a zone that does not exist", () => {
    expect(() => isOpen(zoned("Mars/Olympus", "09:00", "10:00"), new Date(0))).toThrow("Mars/Olympus");
  });
});

const week = 7 * 24 * 60;
const moment = fc.integer({ min: 0, max: 2 * week }).map((minutes) => minutes * minuteMs + 12_345);
const cases = instant.chain((start) => fc.tuple(fc.constant(start), calendarNear(start)));
const later = (start: Date, ms: number) => new Date(start.getTime() + ms);

describe("working time, of any calendar", () => {
  it("is what a walk along the wall clock counts", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 400 }), ([start, calendar], minutes) => {
        const end = later(start, minutes * minuteMs);
        const open = openMinutes(calendar, start.getTime(), end.getTime()).filter(Boolean).length;
        expect(workingMs(calendar, start, end)).toBe(open * minuteMs);
      }),
      { numRuns: 300 },
    );
  });

  it("adds up, and is never negative nor longer than the time itself", () => {
    fc.assert(
      fc.property(cases, moment, moment, ([start, calendar], one, other) => {
        const middle = later(start, Math.min(one, other));
        const end = later(start, Math.max(one, other));
        const first = workingMs(calendar, start, middle);
        const second = workingMs(calendar, middle, end);
        expect(first + second).toBe(workingMs(calendar, start, end));
        expect(Math.min(first, second)).toBeGreaterThanOrEqual(0);
        expect(second).toBeLessThanOrEqual(end.getTime() - middle.getTime());
        expect(workingMs(calendar, end, start)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("has passed at, and not before, the instant that is found for it", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: week * minuteMs }), ([start, calendar], ms) => {
        const end = afterWorkingMs(calendar, start, ms);
        if (end === undefined) {
          expect(workingMs(calendar, start, later(start, 731 * 24 * hourMs))).toBeLessThan(ms);
        } else {
          expect(workingMs(calendar, start, end)).toBe(ms);
          expect(workingMs(calendar, start, later(end, -1))).toBe(ms - 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("starts at the next opening", () => {
    fc.assert(
      fc.property(cases, ([start, calendar]) => {
        const opening = nextOpening(calendar, start);
        if (opening === undefined) return;
        expect(workingMs(calendar, start, opening)).toBe(0);
        expect(isOpen(calendar, opening)).toBe(true);
        expect(isOpen(calendar, start)).toBe(opening.getTime() === start.getTime());
        expect(opening > start && isOpen(calendar, later(opening, -1))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
