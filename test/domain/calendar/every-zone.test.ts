import { describe, expect, it } from "vitest";
import { openSpans } from "../../../domain/calendar/open-spans.ts";
import type { Span } from "../../../domain/calendar/shifts.ts";
import { workingMs } from "../../../domain/calendar/working-time.ts";
import { type Calendar, weekdays } from "../../../schemas/calendar.ts";
import { minuteMs, openByWallClock, wallClock } from "./wall-clock.ts";

const dayMs = 24 * 60 * minuteMs;
const zones = Intl.supportedValuesOf("timeZone");

/** Two days that are watched, by the instant in their middle. */
interface Watch {
  readonly zone: string;
  readonly middle: number;
}

/** The days of a year on which the wall clock of a zone goes forward or back. */
function changesOf(zone: string, year: number): Watch[] {
  const midnights = Array.from({ length: 368 }, (_, day) => Date.UTC(year, 0, day));
  const aheadOfUtc = midnights.map((at) => Date.parse(`${wallClock(zone, at)}Z`) - at);
  return midnights
    .slice(1)
    .filter((_, day) => aheadOfUtc[day] !== aheadOfUtc[day + 1])
    .map((midnight) => ({ zone, middle: midnight - dayMs / 2 }));
}

/** Changes that have broken other calendars. */
const notorious: readonly (readonly [zone: string, year: number, why: string])[] = [
  ["Pacific/Apia", 2011, "left out 30 December"],
  ["Pacific/Fakaofo", 2011, "left out 30 December"],
  ["Pacific/Kwajalein", 1993, "left out 21 August"],
  ["Pacific/Kiritimati", 1994, "left out 31 December"],
  ["America/Sao_Paulo", 2018, "midnight did not come, or came twice"],
  ["America/Asuncion", 2023, "midnight did not come, or came twice"],
  ["Asia/Beirut", 2022, "midnight did not come, or came twice"],
  ["Africa/Cairo", 2014, "changed four times"],
  ["Africa/Casablanca", 2012, "changed four times, for Ramadan"],
  ["Asia/Gaza", 2011, "changed four times"],
  ["Asia/Tehran", 2021, "midnight, on a half-hour offset"],
  ["America/St_Johns", 2010, "changed a minute after midnight"],
  ["America/Goose_Bay", 2010, "changed a minute after midnight"],
  ["Australia/Lord_Howe", 2019, "changes by half an hour"],
  ["Antarctica/Troll", 2019, "changes by two hours"],
  ["Antarctica/Casey", 2020, "moved by three hours"],
  ["Asia/Pyongyang", 2015, "moved back by half an hour"],
  ["Asia/Pyongyang", 2018, "moved forward by half an hour, to midnight"],
  ["America/Caracas", 2007, "moved back by half an hour"],
  ["Asia/Kathmandu", 1986, "moved forward by a quarter of an hour"],
  ["Europe/Istanbul", 2015, "went back two weeks late, after an election"],
  ["Europe/Istanbul", 2016, "stayed on summer time"],
  ["Europe/Dublin", 1996, "winter time is the exception"],
  ["Europe/London", 1968, "stayed on summer time"],
  ["America/Boa_Vista", 2000, "changed twice within a week"],
  ["America/Scoresbysund", 2024, "moved and changed on one day"],
  ["Africa/Juba", 2021, "moved back at midnight"],
  ["Africa/Monrovia", 1972, "moved forward by 44 minutes and 30 seconds"],
];

/** Calendars whose shifts begin, end and overlap where clocks change; with holidays on the days watched. */
function calendarsFor({ zone, middle }: Watch): Calendar[] {
  const daily = (shifts: readonly (readonly [from: string, to: string])[]) =>
    Object.fromEntries(weekdays.map((weekday) => [weekday, shifts.map(([from, to]) => ({ from, to }))]));
  const [today = "", tomorrow = ""] = [middle, middle + dayMs].map((at) => wallClock(zone, at).split(" ")[0]);
  return [
    { zone, week: daily([["00:00", "24:00"]]), exceptions: {} },
    { zone, week: daily([["22:00", "06:00"]]), exceptions: { [tomorrow]: [] } },
    {
      zone,
      week: daily([
        ["23:15", "00:20"],
        ["00:30", "01:15"],
        ["01:45", "02:10"],
        ["02:30", "03:20"],
      ]),
      exceptions: {},
    },
    {
      zone,
      week: daily([
        ["20:00", "04:00"],
        ["02:00", "05:30"],
        ["03:00", "12:00"],
        ["11:00", "11:00"],
      ]),
      exceptions: { [today]: [{ from: "09:00", to: "13:00" }], [tomorrow]: [{ from: "24:00", to: "01:00" }] },
    },
  ];
}

/** When it opens, closes, opens, ... of spans of which some may touch. */
function edgesOf(spans: Iterable<Span>): string[] {
  const edges: number[] = [];
  for (const { from, to } of spans) {
    if (edges.at(-1) === from) edges.pop();
    else edges.push(from);
    edges.push(to);
  }
  return edges.map((at) => new Date(at).toISOString());
}

/** What the engine says of the two days around the middle, and what the wall clock says. */
function compare({ zone, middle }: Watch, calendars: readonly Calendar[], stepMs = minuteMs) {
  const [start, end] = [middle - dayMs, middle + dayMs];
  const steps = Array.from({ length: (end - start) / stepMs }, (_, step) => start + step * stepMs);
  const shown = steps.map((at) => wallClock(zone, at));
  for (const calendar of calendars) {
    const isOpen = openByWallClock(calendar);
    const open = steps.filter((_, step) => isOpen(shown[step] ?? ""));
    const engine = edgesOf(openSpans(calendar, start, end));
    const oracle = edgesOf(open.map((at) => ({ from: at, to: at + stepMs })));
    expect({ calendar, edges: engine }).toEqual({ calendar, edges: oracle });
    expect(workingMs(calendar, new Date(start), new Date(end))).toBe(open.length * stepMs);
  }
}

describe("every zone", () => {
  it("is watched", () => {
    expect(zones.length).toBeGreaterThan(400);
  });

  it("is open in the minutes that its wall clock shows, on and around every change of 2026", () => {
    const changes = zones.flatMap((zone) => changesOf(zone, 2026));
    expect(changes.length).toBeGreaterThan(200);
    for (const change of changes) compare(change, calendarsFor(change));
  }, 60_000);

  it("is open in the minutes that its wall clock shows, on plain days too", () => {
    for (const [index, zone] of zones.entries()) {
      const watch = { zone, middle: Date.UTC(2026, 5, 1 + (index % 28), 12) };
      compare(watch, calendarsFor(watch).slice(1), 5 * minuteMs);
    }
  });

  it.each(notorious)("is open when it should be in %s in %i (%s)", (zone, year) => {
    const changes = changesOf(zone, year);
    expect(changes).not.toEqual([]);
    for (const change of changes) compare(change, calendarsFor(change), minuteMs / 2);
  });
});
