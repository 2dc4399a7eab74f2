/** A clock that stands still until the test moves it. */
import type { Clock } from "../../../local/connect/clock.ts";

export interface ManualClock extends Clock {
  /** Every timer on the way fires at its own time, in order. */
  advance(milliseconds: number): void;
  /** When the next timer fires. */
  next(): number | undefined;
}

export function manualClock(start = Date.parse("2026-11-22T09:00:00.000Z")): ManualClock {
  let time = start;
  let count = 0;
  const timers = new Map<number, { at: number; work: () => void }>();
  const earliest = (until: number) =>
    [...timers.entries()]
      .filter(([, { at }]) => at <= until)
      .sort(([left, { at: a }], [right, { at: b }]) => a - b || left - right)[0];
  return {
    now: () => time,
    after(milliseconds, work) {
      count += 1;
      const id = count;
      timers.set(id, { at: time + Math.max(0, milliseconds), work });
      return () => void timers.delete(id);
    },
    advance(milliseconds) {
      const until = time + milliseconds;
      for (let next = earliest(until); next; next = earliest(until)) {
        const [id, { at, work }] = next;
        timers.delete(id);
        time = Math.max(time, at);
        work();
      }
      time = until;
    },
    next: () => earliest(Number.POSITIVE_INFINITY)?.[1].at,
  };
}
