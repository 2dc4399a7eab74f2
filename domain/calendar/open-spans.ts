/** When a calendar is open, on the time line: where wall clocks become instants. */
import type { Calendar } from "../../schemas/calendar.ts";
import { dayMs, type Span, shiftsAround } from "./shifts.ts";
import { offsetAt, offsetHoldsUntil } from "./zone-offset.ts";

/** How many days' offsets are looked up at once. */
const lookAheadMs = 3 * dayMs;

/**
 * The open times between two instants, one after the other, none twice.
 *
 * The calendar is open whenever a wall clock in its zone shows a time within a shift. So wall-clock
 * times that never come (clocks go forward) do not count, those that come twice (clocks go back) count
 * twice, and a night that is an hour longer or shorter is worked as long as it is. A date that a zone
 * left out (Pacific/Apia, 2011-12-30) has no hours of its own, but the morning after it still belongs
 * to its night shift.
 *
 * Goes from midnight to midnight and stops at every change of the offset on the way: within such a
 * piece, wall clock and instant differ by a constant. The cost is per day, however short the shifts.
 *
 * @param from epoch milliseconds, as `to` and the spans
 */
export function* openSpans(calendar: Calendar, from: number, to: number): Generator<Span, undefined> {
  const { zone } = calendar;
  let start = from;
  let offset = 0;
  let offsetEnds = from;
  while (start < to) {
    if (start === offsetEnds) {
      offset = offsetAt(zone, start);
      offsetEnds = offsetHoldsUntil(zone, offset, start, start + lookAheadMs);
    }
    const day = Math.floor((start + offset) / dayMs);
    const midnight = (day + 1) * dayMs - offset;
    const end = Math.min(midnight, offsetEnds, to);
    for (const shift of shiftsAround(calendar, day)) {
      const opens = Math.max(shift.from - offset, start);
      const closes = Math.min(shift.to - offset, end);
      if (opens >= closes) continue;
      yield { from: opens, to: closes };
      start = closes;
    }
    start = end;
  }
}
