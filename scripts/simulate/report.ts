/** What a simulated day comes to, for each queue and for all of them. Pure. */
import { percentile } from "../../bench/statistics.ts";
import { halfHourSeconds } from "./customers.ts";
import type { Day } from "./day.ts";
import { gini } from "./gini.ts";
import type { SimulatedDay } from "./simulate-day.ts";
import type { Visit } from "./visit.ts";

/** Shares are from 0 to 1, `undefined` where there is nothing to share. */
export interface QueueReport {
  /** `all` for the whole centre. */
  readonly queueId: string;
  readonly cases: number;
  /** Answered within the target, of all but those who left before it. */
  readonly inTime: number | undefined;
  /** Seconds, of those who were answered. */
  readonly wait: { readonly mean: number; readonly p50: number; readonly p95: number } | undefined;
  readonly abandoned: number;
  /** Of those who were served to the end. */
  readonly success: number | undefined;
  /** Success above that of the same day with the longest idle agent. */
  readonly uplift: number | undefined;
  /** Of the agents who serve the queue, by the share of their shift that they worked. */
  readonly loadGini: number;
  /** The same with the longest idle agent. */
  readonly loadGiniOfLongestIdle: number;
  readonly transfers: number;
}

export function reportOf(day: Day, learned: SimulatedDay, longestIdle: SimulatedDay): QueueReport[] {
  const queueIds = day.policy.queues.map(({ queueId }) => queueId);
  const all = queueReport(day, "all", [learned, longestIdle], () => true, queueIds);
  const each = queueIds.map((queueId) =>
    queueReport(day, queueId, [learned, longestIdle], (visit) => visit.queueId === queueId, [queueId]),
  );
  return [...each.filter(({ cases }) => cases > 0), all];
}

function queueReport(
  day: Day,
  queueId: string,
  [learned, longestIdle]: readonly [SimulatedDay, SimulatedDay],
  isMeant: (visit: Visit) => boolean,
  queueIds: readonly string[],
): QueueReport {
  const visits = learned.visits.filter(isMeant);
  const success = successOf(visits);
  const usual = successOf(longestIdle.visits.filter(isMeant));
  const left = visits.filter(({ leftAt }) => leftAt !== undefined);
  return {
    queueId,
    cases: visits.length,
    inTime: inTime(visits),
    wait: waitOf(visits),
    abandoned: left.length / Math.max(1, visits.length),
    success,
    uplift: success === undefined || usual === undefined ? undefined : success - usual,
    loadGini: gini(occupancies(day, learned, queueIds)),
    loadGiniOfLongestIdle: gini(occupancies(day, longestIdle, queueIds)),
    transfers: visits.reduce((sum, { transfers }) => sum + transfers, 0),
  };
}

const waitedSeconds = ({ answeredAt, customer }: Visit): number | undefined =>
  answeredAt === undefined ? undefined : answeredAt - customer.arrivesAt;

function inTime(visits: readonly Visit[]): number | undefined {
  const counted = visits.filter(
    ({ leftAt, answeredAt, customer }) =>
      answeredAt !== undefined ||
      leftAt === undefined ||
      leftAt - customer.arrivesAt >= customer.flow.targetSeconds,
  );
  const answered = counted.filter(
    (visit) => (waitedSeconds(visit) ?? Number.POSITIVE_INFINITY) <= visit.customer.flow.targetSeconds,
  );
  return counted.length === 0 ? undefined : answered.length / counted.length;
}

function waitOf(visits: readonly Visit[]): QueueReport["wait"] {
  const waits = visits.flatMap((visit) => waitedSeconds(visit) ?? []);
  if (waits.length === 0) return undefined;
  const mean = waits.reduce((sum, seconds) => sum + seconds, 0) / waits.length;
  return { mean, p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) };
}

function successOf(visits: readonly Visit[]): number | undefined {
  const ended = visits.filter(({ success }) => success !== undefined);
  return ended.length === 0 ? undefined : ended.filter(({ success }) => success).length / ended.length;
}

/** Of every agent who serves one of the queues. */
function occupancies({ agents }: Day, { loads }: SimulatedDay, queueIds: readonly string[]): number[] {
  return agents
    .filter(({ queues }) => queues.some((queueId) => queueIds.includes(queueId)))
    .flatMap(({ groupId, count, from, to }) =>
      Array.from(
        { length: count },
        (_, index) => (loads.get(`${groupId}-${index + 1}`) ?? 0) / ((to - from) * halfHourSeconds),
      ),
    );
}
