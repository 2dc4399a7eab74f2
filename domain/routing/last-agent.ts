/** Who served the customer last: whom they need not explain it all to again. Pure. */
import type { Case } from "../../schemas/case.ts";
import { agentIdSchema } from "../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The owner of the newest case that had one, where that is not too long ago. Never a bot: whoever leaves a bot
 * wants a person.
 *
 * @param cases all of the person; the case that is routed too, whose own agent comes first where it is the newest
 */
export function lastAgentOf(
  cases: readonly Pick<Case, "owner" | "lastEventAt">[],
  { stickiness, bots }: Pick<RoutingPolicy, "stickiness" | "bots">,
  now: Date,
): string | undefined {
  if (stickiness.withinDays === 0) return undefined;
  const since = new Date(now.getTime() - stickiness.withinDays * dayMs).toISOString();
  const isPerson = (agentId: string) =>
    agentIdSchema.safeParse(agentId).success && bots.every((bot) => bot.agentId !== agentId);
  return cases
    .filter(
      ({ owner, lastEventAt }) => owner !== undefined && isPerson(owner.agentId) && lastEventAt >= since,
    )
    .sort((left, right) => (left.lastEventAt < right.lastEventAt ? 1 : -1))[0]?.owner?.agentId;
}
