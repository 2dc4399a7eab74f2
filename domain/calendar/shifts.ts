/** The shifts of a local date, on the wall clock alone: time zones come in later. */
import { type Calendar, weekdays } from "../../schemas/calendar.ts";

export const dayMs = 24 * 60 * 60 * 1000;

/** From the first to before the last; milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The shifts that may touch a local date: its own, and those of the date before, whose nights reach into it.
 *
 * @param day days since 1970-01-01
 * @returns wall-clock milliseconds since 1970-01-01T00:00, earliest start first; they may overlap
 */
export function shiftsAround(calendar: Calendar, day: number): Span[] {
  return [...shiftsOf(calendar, day - 1), ...shiftsOf(calendar, day)].toSorted((a, b) => a.from - b.from);
}

/** Those that start on the date: of its exception where it has one, else of its weekday. */
function shiftsOf({ exceptions, week }: Calendar, day: number): Span[] {
  const midnight = day * dayMs;
  const date = new Date(midnight);
  // Sunday is 0 for a Date, and the last of our weekdays.
  const weekday = weekdays.at(date.getUTCDay() - 1) ?? "sunday";
  const shifts = exceptions[date.toISOString().slice(0, "YYYY-MM-DD".length)] ?? week[weekday] ?? [];
  return shifts.map(({ from, to }) => ({
    from: midnight + timeOfDay(from),
    to: midnight + timeOfDay(to) + (to > from ? 0 : dayMs),
  }));
}

/** Milliseconds since midnight of `HH:mm`. */
function timeOfDay(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
}
