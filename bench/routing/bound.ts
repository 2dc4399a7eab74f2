/** The most that any policy could reach: a linear programme that knows every chance and waits for no chance. */
import { type Constraint, solve } from "yalps";
import { agentCount, type Chances, campaigns } from "./world.ts";

/**
 * Mean chance of success when every campaign's customers are spread over the agents in the best way, none working
 * more than all the time. No queue reaches it: it has every customer served at once, by whom it likes.
 */
export function bestSuccess(chances: Chances, occupancy: number): number {
  const work = occupancy * agentCount;
  const constraints = new Map<string, Constraint>([
    ...chances.map((_, agent): [string, Constraint] => [`agent ${agent}`, { max: 1 }]),
    ...campaigns.map(({ context, share }): [string, Constraint] => [context, { equal: share * work }]),
  ]);
  const pairs = chances.flatMap((ofAgent, agent) =>
    campaigns.map(({ context }, campaign) => {
      const coefficients = { success: ofAgent[campaign] ?? 0, [`agent ${agent}`]: 1, [context]: 1 };
      return [`${agent} ${context}`, coefficients] as const;
    }),
  );
  const { status, result } = solve({
    direction: "maximize",
    objective: "success",
    constraints,
    variables: new Map(pairs),
  });
  if (status !== "optimal") throw new Error(`the programme has no solution: ${status}`);
  return result / work;
}
