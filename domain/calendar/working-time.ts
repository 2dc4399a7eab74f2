/** Working time: what a calendar makes of the time between two instants. Pure; the SLA clocks run on it. */
import type { Calendar } from "../../schemas/calendar.ts";
import { openSpans } from "./open-spans.ts";
import { dayMs } from "./shifts.ts";

/** How far we look for an opening: a calendar that stays closed longer is one that never opens. */
const horizonMs = 2 * 366 * dayMs;

/** Open milliseconds from one instant to another; 0 when `to` is not later. */
export function workingMs(calendar: Calendar, from: Date, to: Date): number {
  let total = 0;
  for (const open of openSpans(calendar, from.getTime(), to.getTime())) total += open.to - open.from;
  return total;
}

/**
 * The first instant by which so much open time has passed: `from` itself when none is asked for.
 *
 * @param ms open milliseconds
 * @returns `undefined` when that takes more than two years
 */
export function afterWorkingMs(calendar: Calendar, from: Date, ms: number): Date | undefined {
  if (ms <= 0) return from;
  let left = ms;
  for (const open of openSpans(calendar, from.getTime(), from.getTime() + horizonMs)) {
    if (open.to - open.from >= left) return new Date(open.from + left);
    left -= open.to - open.from;
  }
  return undefined;
}

export function isOpen(calendar: Calendar, at: Date): boolean {
  return openSpans(calendar, at.getTime(), at.getTime() + 1).next().value !== undefined;
}

/** When it is open next: `at` itself while it is open; `undefined` when not within two years. */
export function nextOpening(calendar: Calendar, at: Date): Date | undefined {
  const open = openSpans(calendar, at.getTime(), at.getTime() + horizonMs).next().value;
  return open && new Date(open.from);
}
