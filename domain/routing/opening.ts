/** When the agents of a queue work. Intake never closes: a case that comes in the night waits for the morning. Pure. */
import type { Calendar } from "../../schemas/calendar.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { openSpans } from "../calendar/open-spans.ts";
import { dayMs } from "../calendar/shifts.ts";
import { nextOpening } from "../calendar/working-time.ts";
import { queueOf } from "./matching-rules.ts";

type Queues = Pick<RoutingPolicy, "queues">;

/** A queue without a calendar, or one that a newer policy has no more, is always open. */
export function isQueueOpen(policy: Queues, queueId: string, now: Date): boolean {
  const calendar = queueOf(policy, queueId)?.calendar;
  return calendar === undefined || stretchAt(calendar, now).isOpen;
}

/** Whole seconds; 0 while it is open, infinite when it does not open within two years. */
export function secondsUntilOpen(policy: Queues, queueId: string, now: Date): number {
  const calendar = queueOf(policy, queueId)?.calendar;
  const stretch = calendar && stretchAt(calendar, now);
  return stretch === undefined || stretch.isOpen ? 0 : Math.ceil((stretch.until - now.getTime()) / 1000);
}

/** Time in which a calendar is open throughout, or closed throughout; epoch milliseconds, `until` excluded. */
interface Stretch {
  readonly isOpen: boolean;
  readonly from: number;
  readonly until: number;
}

/** A decision asks for every agent and case; reading a calendar takes as long as all the rest of it. */
const known = new WeakMap<Calendar, Stretch>();

function stretchAt(calendar: Calendar, now: Date): Stretch {
  const at = now.getTime();
  const before = known.get(calendar);
  if (before !== undefined && before.from <= at && at < before.until) return before;
  const stretch = stretchFrom(calendar, at);
  known.set(calendar, stretch);
  return stretch;
}

function stretchFrom(calendar: Calendar, from: number): Stretch {
  const opens = nextOpening(calendar, new Date(from))?.getTime() ?? Number.POSITIVE_INFINITY;
  if (opens > from) return { isOpen: false, from, until: opens };
  const span = openSpans(calendar, from, from + dayMs).next().value;
  return { isOpen: true, from, until: span?.to ?? from };
}
