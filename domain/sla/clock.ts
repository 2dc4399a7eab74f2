/** One SLA clock: the working time of the stretches in which it ran, against its target. */
import type { Calendar } from "../../schemas/calendar.ts";
import type { Sla } from "../../schemas/sla.ts";
import { afterWorkingMs, workingMs } from "../calendar/working-time.ts";

const minuteMs = 60_000;

/** A time in which the clock ran; without `to` it still runs. */
export interface Stretch {
  readonly from: Date;
  readonly to?: Date | undefined;
}

export interface Clock {
  readonly calendar: Calendar;
  readonly targetMinutes: number;
  /** Oldest first; only the last may still run. */
  readonly stretches: readonly Stretch[];
  /** What it means that the clock does not run now. */
  readonly stopped: "paused" | "met";
}

/**
 * Reads the clock as of an instant.
 *
 * It is breached at the instant at which the target's last working minute has passed, unless it was
 * stopped by then: at that very instant is in time; later is not, be it outside working hours. What
 * follows does not take a breach back.
 */
export function readClock(clock: Clock, now: Date): Sla["resolution"] {
  const { calendar, targetMinutes, stretches } = clock;
  let elapsedMs = 0;
  let dueAt: Date | undefined;
  let breachedAt: Date | undefined;
  for (const { from, to } of stretches) {
    dueAt = afterWorkingMs(calendar, from, targetMinutes * minuteMs - elapsedMs);
    if (dueAt !== undefined && (to === undefined ? dueAt <= now : dueAt < to)) breachedAt ??= dueAt;
    elapsedMs += workingMs(calendar, from, to ?? now);
  }
  const clockTimes = { targetMinutes, elapsedMinutes: Math.floor(elapsedMs / minuteMs) };
  if (breachedAt !== undefined)
    return { ...clockTimes, state: "breached", breachedAt: breachedAt.toISOString() };
  const last = stretches.at(-1);
  if (last === undefined || last.to !== undefined) return { ...clockTimes, state: clock.stopped };
  return { ...clockTimes, state: "running", ...(dueAt && { dueAt: dueAt.toISOString() }) };
}
