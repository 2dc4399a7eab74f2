/** Which case an agent takes next: the first in line of those they may take. Pure. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { freeUnits, hasDeclined, isAsked, stepOf } from "./eligibility.ts";
import { isQueueOpen } from "./opening.ts";

/** By rank; cases of the same instant in an order that is the same for everybody. */
export function inRankOrder(left: Routing, right: Routing): number {
  if (left.rank !== right.rank) return left.rank < right.rank ? -1 : 1;
  return left.caseId < right.caseId ? -1 : left.caseId > right.caseId ? 1 : 0;
}

/**
 * A case that has been in line for long and needs more room than the agent has keeps the agent from taking
 * smaller ones behind it: else a call could wait for ever beside chats.
 *
 * @param waiting the first of each line that the agent serves; any order
 */
export function bestCaseFor(
  agent: Agent,
  waiting: Iterable<Routing>,
  policy: RoutingPolicy,
  now: Date,
): Routing | undefined {
  const room = freeUnits(agent);
  if (room <= 0) return undefined;
  const heldSince = roomHeldSince(policy, now);
  let best: Routing | undefined;
  for (const routing of waiting) {
    if (best !== undefined && inRankOrder(best, routing) <= 0) continue;
    const { units } = routing.facts;
    const counts = units <= room || (units <= agent.profile.capacityUnits && routing.enqueuedAt < heldSince);
    if (counts && mayTake(agent, routing, policy, now)) best = routing;
  }
  return best === undefined || best.facts.units > room ? undefined : best;
}

/** Whether the agent is asked, has not just refused, and the queue works now; room is another matter. */
export function mayTake(agent: Agent, routing: Routing, policy: RoutingPolicy, now: Date): boolean {
  return (
    routing.status === "waiting" &&
    isAsked(agent, routing) &&
    !hasDeclined(agent, routing.caseId, now) &&
    isQueueOpen(policy, stepOf(routing).requirement.queueId, now)
  );
}

/** Whether the case has been in line for so long that agents keep room for it. */
export const holdsRoom = ({ enqueuedAt }: Routing, policy: RoutingPolicy, now: Date): boolean =>
  enqueuedAt < roomHeldSince(policy, now);

/** Agents keep room for who came into line before. */
const roomHeldSince = ({ holdRoomAfterSeconds }: RoutingPolicy, now: Date): string =>
  new Date(now.getTime() - holdRoomAfterSeconds * 1000).toISOString();
