/** What one outcome adds to what is learned. Pure; used where outcomes are recorded. */
import type { LearningPolicy } from "../../../schemas/routing/policy.ts";
import { memoryAt } from "./memory.ts";
import type { LearnedOutcome, OutcomeIncrements } from "./rows.ts";

/**
 * The numbers to ADD, once per outcome.
 *
 * @param usual mean reward in the context before this outcome; absent for its first, which is neither above nor below
 */
export function outcomeIncrements(
  { reward, at }: LearnedOutcome,
  usual: number | undefined,
  { halfLifeDays }: Pick<LearningPolicy, "halfLifeDays">,
): OutcomeIncrements {
  const { memoryId, weight } = memoryAt(at, halfLifeDays);
  return {
    memory: memoryId,
    inContext: { trials: weight, reward: weight * reward },
    overall: { trials: weight, surplus: weight * (reward - (usual ?? reward)) },
  };
}
