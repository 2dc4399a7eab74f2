/** How far ahead of others a case stands in line, and its place: bounded, so that nobody is overtaken for ever. Pure. */
import type { QueuePolicy, RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Routing, RoutingFacts } from "../../schemas/routing/routing.ts";

type HeadStart = Routing["headStart"];

/**
 * Each reason with the seconds it gives. All together give no more than the policy's `mostSeconds`: what is too
 * much is taken from the last reasons.
 *
 * @param callback whether the customer is to be called back
 */
export function headStart(
  { highValue, repeat }: Pick<RoutingFacts, "highValue" | "repeat">,
  queue: Pick<QueuePolicy, "headStartSeconds"> | undefined,
  callback: boolean,
  { priority }: Pick<RoutingPolicy, "priority">,
): HeadStart {
  const reasons = [
    { reason: "high-value", seconds: highValue ? priority.highValueSeconds : 0 },
    { reason: "repeat", seconds: repeat ? priority.repeatSeconds : 0 },
    { reason: "callback", seconds: callback ? priority.callbackSeconds : 0 },
    { reason: "queue", seconds: queue?.headStartSeconds ?? 0 },
  ];
  let left = priority.mostSeconds;
  return reasons.flatMap(({ reason, seconds }) => {
    const given = Math.min(seconds, left);
    left -= given;
    return given === 0 ? [] : [{ reason, seconds: given }];
  });
}

/**
 * When the case would have come into line without its head start: the smaller one is served first. Cases of equal
 * head starts are served in the order they came; and a case is overtaken by none that came later than it by more
 * than the policy's `mostSeconds`.
 *
 * @param enqueuedAt ISO 8601
 * @returns ISO 8601 UTC with milliseconds
 */
export function rankOf(enqueuedAt: string, headStart: HeadStart): string {
  const seconds = headStart.reduce((sum, reason) => sum + reason.seconds, 0);
  return new Date(Date.parse(enqueuedAt) - seconds * 1000).toISOString();
}
