/** How much better an agent is here than usually: what is learned, weighed against what the agent's time is worth. Pure. */
import type { Learned } from "../../../schemas/routing/decision.ts";
import type { LearningPolicy } from "../../../schemas/routing/policy.ts";
import { drawFor } from "./draw-for.ts";

/**
 * So much of what an agent wins elsewhere is the price of taking them from there. It would be all of it if agents
 * never waited for work; the uplift in `bench/routing-uplift.ts` is flat from 0.8 to 0.9.
 */
const priceOfTime = 0.88;
/** Where all outcomes were the same so far, the next can still differ. */
const leastSpread = 0.1;

const nothing: Learned = { trials: 0, surplus: 0, allTrials: 0, allSurplus: 0 };

export interface Advantage {
  /** As a chance of success, above what is usual; with what the draw adds to try the agent out. */
  readonly value: number;
  /** Standard deviation of what is known of it. */
  readonly doubt: number;
}

/**
 * Every estimate is drawn towards a wider one, as if that had been seen in `priorTrials` outcomes: the agent here
 * towards the agent elsewhere, the agent elsewhere towards everybody. So the first outcome counts, but little.
 *
 * @param usual mean reward in the context; absent before the first outcome
 * @param draw from 0 to below 1; moves every agent by another amount, at most 1.8 doubts times the exploration
 */
export function advantageOf(
  agentId: string,
  { trials, surplus, allTrials, allSurplus }: Learned = nothing,
  { usual = 0.5, draw }: { readonly usual?: number | undefined; readonly draw: number },
  { priorTrials, exploration }: Pick<LearningPolicy, "priorTrials" | "exploration">,
): Advantage {
  // The rows are read one after the other: one may know of an outcome more than the other.
  const trialsElsewhere = Math.max(0, allTrials - trials);
  const elsewhere = (allSurplus - surplus) / (trialsElsewhere + priorTrials);
  const here = (surplus + priorTrials * elsewhere) / (trials + priorTrials);
  const spread = Math.max(leastSpread, Math.sqrt(usual * (1 - usual)));
  const doubt = spread / Math.sqrt(trials + priorTrials);
  return { value: here - priceOfTime * elsewhere + exploration * doubt * deviation(agentId, draw), doubt };
}

/** Evenly spread, with mean 0 and standard deviation 1: bounded, other than a normal one. */
const deviation = (agentId: string, draw: number): number => Math.sqrt(3) * (2 * drawFor(agentId, draw) - 1);
