/** When nobody is disturbed: by the clocks of where the customer may be. Pure. */
import type { ConsentPolicy } from "../../schemas/consents.ts";
import { offsetAt, offsetHoldsUntil } from "../calendar/zone-offset.ts";

const dayMs = 24 * 60 * 60_000;
/** Longer than any night; zones so far apart that there is always one somewhere have none in common. */
const longestQuietMs = 2 * dayMs;

type Hours = Pick<ConsentPolicy["quietHours"], "from" | "to">;

function msOfDay(time: string): number {
  const [hours = "", minutes = ""] = time.split(":");
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** How long, by the wall clock, until the quiet hours are over; 0 outside of them. */
function wallMsLeft(hours: Hours, wallMs: number): number {
  const [from, to] = [msOfDay(hours.from), msOfDay(hours.to)];
  const length = (to - from + dayMs) % dayMs;
  const since = (((wallMs - from) % dayMs) + dayMs) % dayMs;
  return since < length ? length - since : 0;
}

/** The first instant from `from` on that is outside of them: `from` itself where it is. */
function quietUntilIn(hours: Hours, zone: string, from: number): number {
  let instant = from;
  for (;;) {
    const offset = offsetAt(zone, instant);
    const left = wallMsLeft(hours, instant + offset);
    if (left === 0) return instant;
    // Where clocks are set meanwhile, the wall clock is looked at again then.
    const holdsUntil = offsetHoldsUntil(zone, offset, instant, instant + left);
    instant = Math.min(instant + left, holdsUntil);
  }
}

/**
 * Until when somebody must not be disturbed who may be in any of the zones; `undefined` when they may be.
 *
 * @param zones of which at least one is given
 */
export function quietUntil(hours: Hours, zones: readonly string[], now: Date): Date | undefined {
  const from = now.getTime();
  let instant = from;
  for (;;) {
    const next = zones.reduce((latest, zone) => quietUntilIn(hours, zone, latest), instant);
    if (next === instant) return instant === from ? undefined : new Date(instant);
    if (next - from > longestQuietMs) return new Date(quietUntilIn(hours, zones[0] ?? "UTC", from));
    instant = next;
  }
}
