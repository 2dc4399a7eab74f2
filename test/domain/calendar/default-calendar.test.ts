import { describe, expect, it } from "vitest";
import { calendarProblems } from "../../../domain/calendar/calendar-problems.ts";
import { defaultCalendar } from "../../../domain/calendar/default-calendar.ts";
import { workingMs } from "../../../domain/calendar/working-time.ts";
import { calendarSchema } from "../../../schemas/calendar.ts";

const hourMs = 3_600_000;

function hoursOn(date: string): number {
  const midnight = new Date(`${date}T00:00+03:00`);
  return workingMs(defaultCalendar, midnight, new Date(midnight.getTime() + 24 * hourMs)) / hourMs;
}

describe("the default calendar", () => {
  it("can be saved as it is", () => {
    expect(calendarSchema.parse(defaultCalendar)).toEqual(defaultCalendar);
    expect(calendarProblems(defaultCalendar)).toEqual([]);
  });

  it.each([
    ["2026-10-26", "a Monday", 9],
    ["2026-10-31", "a Saturday", 0],
    ["2026-10-28", "the eve of the Republic", 4],
    ["2026-10-29", "Republic Day", 0],
    ["2026-03-19", "the eve of the feast of Ramadan", 4],
    ["2027-05-15", "an eve that is a Saturday", 0],
    ["2027-05-18", "the feast of sacrifice", 0],
    ["2027-05-20", "the day after it", 9],
  ])("has on %s, %s, %i hours", (date, _, hours) => {
    expect(hoursOn(date)).toBe(hours);
  });

  it.each(["01-01", "04-23", "05-01", "05-19", "07-15", "08-30", "10-29"])("is closed on every %s", (day) => {
    expect([hoursOn(`2026-${day}`), hoursOn(`2027-${day}`)]).toEqual([0, 0]);
  });

  it.each([2026, 2027])("keeps the feasts of %i on their days of the Islamic calendar", (year) => {
    const islamic = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
      ...{ month: "numeric", day: "numeric", timeZone: "UTC" },
    });
    const feasts = ["10/1", "10/2", "10/3", "12/10", "12/11", "12/12", "12/13"];
    const days = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)));
    const feastDays = days.filter((day) => feasts.includes(islamic.format(day).split(" ")[0] ?? ""));
    expect(feastDays).toHaveLength(feasts.length);
    expect(feastDays.map((day) => hoursOn(day.toISOString().slice(0, 10)))).toEqual(feasts.map(() => 0));
  });

  it.each([
    [2026, 261, 10, 3],
    [2027, 261, 11, 2],
  ])("has in %i as many hours as its working days leave", (year, weekdays, holidays, eves) => {
    const start = new Date(`${year}-01-01T00:00+03:00`);
    const end = new Date(`${year + 1}-01-01T00:00+03:00`);
    expect(workingMs(defaultCalendar, start, end) / hourMs).toBe((weekdays - holidays) * 9 - eves * 5);
  });
});
