/** Leaves out the circles that nobody in the company belongs to: a case does not wait for who is not there. Pure. */
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Ability } from "../../schemas/routing/requirement.ts";
import type { Step } from "../../schemas/routing/routing.ts";
import { isAble } from "./eligibility.ts";

/**
 * A company that has no card specialists, or has given its agents no languages, serves everybody all the same,
 * and at once. Where no circle has anybody in it, the agents of the default queue are asked, whatever they can do.
 *
 * @param abilities of all agents, logged in or not; none: nothing is known of them, and all circles stay
 */
export function staffedSteps(
  steps: readonly Step[],
  abilities: readonly Ability[],
  { defaultQueueId }: Pick<RoutingPolicy, "defaultQueueId">,
): Step[] {
  if (abilities.length === 0) return [...steps];
  const held = steps.filter(({ requirement }) => requirement.agentId !== undefined);
  const open = steps.filter(({ requirement }) => requirement.agentId === undefined);
  const [first, ...wider] = open.filter(({ requirement }) =>
    abilities.some((ability) => isAble(ability, requirement)),
  );
  const afterSeconds = open[0]?.afterSeconds ?? 0;
  const anybody = { requirement: { queueId: defaultQueueId, skills: {} }, reason: "overflow" };
  return [...held, { ...(first ?? anybody), afterSeconds }, ...wider];
}
