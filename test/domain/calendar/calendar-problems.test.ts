import { describe, expect, it } from "vitest";
import { calendarProblems } from "../../../domain/calendar/calendar-problems.ts";
import { defaultCalendar } from "../../../domain/calendar/default-calendar.ts";
import { calendarSchema } from "../../../schemas/calendar.ts";

const problemsOf = (change: { zone?: string; exceptions?: Record<string, []> }) =>
  calendarProblems(calendarSchema.parse({ ...defaultCalendar, ...change }));

describe("the problems of a calendar", () => {
  it("are none in any zone there is, by its present or its old name", () => {
    const zones = [...Intl.supportedValuesOf("timeZone"), "UTC", "US/Pacific", "Asia/Calcutta"];
    expect(zones.flatMap((zone) => problemsOf({ zone }))).toEqual([]);
  });

  it.each(["", "Mars/Olympus", "Istanbul", "Europe/İstanbul", "Europe/Istanbul "])(
    "name the zone %j",
    (zone) => {
      expect(problemsOf({ zone })).toEqual([expect.stringContaining(JSON.stringify(zone))]);
    },
  );

  it.each(["2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32"])(
    "name %s, which no calendar has",
    (date) => {
      expect(problemsOf({ exceptions: { "2028-02-29": [], [date]: [] } })).toEqual([
        `there is no date ${date}`,
      ]);
    },
  );

  it("are all told at once", () => {
    expect(
      problemsOf({ zone: "Mars/Olympus", exceptions: { "2026-02-30": [], "2026-02-31": [] } }),
    ).toHaveLength(3);
  });
});
