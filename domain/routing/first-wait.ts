/** How long the workflow waits before it looks again, when nothing is known of the case yet. Pure. */
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";

const longestSeconds = 900;

/** Until the earliest moment at which any case's circle may widen. */
export function firstWaitSeconds({ stickiness, relaxation }: RoutingPolicy): number {
  const times = [stickiness.holdSeconds, ...relaxation.map(({ afterSeconds }) => afterSeconds)];
  return Math.max(1, Math.min(longestSeconds, ...times.filter((seconds) => seconds > 0)));
}
