/** The circles of agents that a case is offered to, one after the other, each wider than the one before. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Requirement } from "../../schemas/routing/requirement.ts";
import type { Routing, Step } from "../../schemas/routing/routing.ts";
import { isQueueOpen, secondsUntilOpen } from "./opening.ts";
import { reasonOf, wideningOf } from "./widening.ts";

/**
 * The times of all steps count from when the case came into line; the first is at 0.
 *
 * @param wanted what the case asks for; an `agentId` has the first claim, for as long as the policy says
 * @param enqueuedAt when it came into line, also where that is a while ago: a case keeps its place
 */
export function stepsOf(
  { agentId, ...wanted }: Requirement,
  policy: RoutingPolicy,
  enqueuedAt: Date,
): Step[] {
  const { startSeconds, changes, requirementAt } = wideningOf(wanted, policy, enqueuedAt);
  const { holdSeconds } = policy.stickiness;
  const isHeld = agentId !== undefined && holdSeconds > 0 && Number.isFinite(startSeconds);
  const first = isHeld ? startSeconds + holdSeconds : 0;
  const steps: Step[] = [];
  for (const afterSeconds of [first, ...changes.filter((seconds) => seconds > first)]) {
    const requirement = requirementAt(afterSeconds);
    const before = steps.at(-1)?.requirement;
    if (isDeepStrictEqual(requirement, before)) continue;
    steps.push({ afterSeconds, requirement, reason: reasonOf(requirement, before ?? wanted) });
  }
  const held = { requirement: { ...requirementAt(0), agentId }, reason: "held-for-last-agent" };
  return isHeld ? [{ afterSeconds: 0, ...held }, ...steps] : steps;
}

/** The index of the step that the case has come to; it never goes back. */
export function stepAt(
  { steps, step, enqueuedAt }: Pick<Routing, "steps" | "step" | "enqueuedAt">,
  now: Date,
): number {
  const waitedMs = now.getTime() - Date.parse(enqueuedAt);
  const byTime = steps.findLastIndex(({ afterSeconds }) => afterSeconds * 1000 <= waitedMs);
  return Math.max(step, byTime);
}

/** Whatever is forgotten is found at the latest then. */
const longestSeconds = 900;

/**
 * Until the next step or until a queue of the case opens; from 1 to 900 seconds. As soon as can be, where the case
 * does not stand at the step that it has come to.
 */
export function secondsToNextStep(
  routing: Pick<Routing, "steps" | "step" | "enqueuedAt">,
  policy: Pick<RoutingPolicy, "queues">,
  now: Date,
): number {
  const { steps, step, enqueuedAt } = routing;
  if (stepAt(routing, now) > step) return 1;
  const next = steps[step + 1];
  const waitedSeconds = (now.getTime() - Date.parse(enqueuedAt)) / 1000;
  const openings = steps
    .map(({ requirement: { queueId } }) => queueId)
    .filter((queueId) => !isQueueOpen(policy, queueId, now))
    .map((queueId) => secondsUntilOpen(policy, queueId, now));
  const widens = next === undefined ? longestSeconds : Math.ceil(next.afterSeconds - waitedSeconds);
  return Math.min(longestSeconds, widens, ...openings);
}
