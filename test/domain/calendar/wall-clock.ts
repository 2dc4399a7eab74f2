/** The oracle of the calendar tests: looks at the wall clock, minute by minute, and knows nothing of offsets. */
import { type Calendar, weekdays } from "../../../schemas/calendar.ts";

export const minuteMs = 60_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock in the zone shows: `2026-03-29 03:00`. */
export function wallClock(zone: string, at: number): string {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", {
      ...{ timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit" },
    });
  clocks.set(zone, clock);
  return clock.format(at);
}

function dateShifted(date: string, days: number): string {
  const shifted = new Date(`${date}T00:00Z`);
  shifted.setUTCDate(shifted.getUTCDate() + days);
  return shifted.toISOString().slice(0, 10);
}

function shiftsStarting(calendar: Calendar, date: string) {
  const weekday = weekdays[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7] ?? "monday";
  return date in calendar.exceptions ? (calendar.exceptions[date] ?? []) : (calendar.week[weekday] ?? []);
}

/** The wall-clock times at which a date is open: in its own shifts, and in the mornings of those before. */
function hoursOf(calendar: Calendar, date: string) {
  const today = shiftsStarting(calendar, date).map(({ from, to }) => ({
    from,
    to: to > from ? to : "24:00",
  }));
  const nights = shiftsStarting(calendar, dateShifted(date, -1)).filter(({ from, to }) => to <= from);
  return [...today, ...nights.map(({ to }) => ({ from: "00:00", to }))];
}

/** Tells of a date and time on the wall whether the calendar is open then. */
export function openByWallClock(calendar: Calendar): (shown: string) => boolean {
  const known = new Map<string, ReturnType<typeof hoursOf>>();
  return (shown) => {
    const [date, time] = [shown.slice(0, 10), shown.slice(11)];
    const hours = known.get(date) ?? hoursOf(calendar, date);
    known.set(date, hours);
    return hours.some(({ from, to }) => from <= time && time < to);
  };
}

/** Whether it is open, for each minute from `from` to before `to`. */
export function openMinutes(calendar: Calendar, from: number, to: number): boolean[] {
  const isOpen = openByWallClock(calendar);
  return Array.from({ length: (to - from) / minuteMs }, (_, minute) =>
    isOpen(wallClock(calendar.zone, from + minute * minuteMs)),
  );
}
