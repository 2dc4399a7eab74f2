/** What stored outcomes still say at a moment. Pure; used where a decision reads what is learned. */
import type { Learned } from "../../../schemas/routing/decision.ts";
import type { LearningPolicy } from "../../../schemas/routing/policy.ts";
import type { LearnedOf } from "../routing-store.ts";
import { memoryAt } from "./memory.ts";
import type { AgentTally, ContextTally } from "./rows.ts";

/** The rows of one memory; those that do not exist are left out. */
export interface StoredLearning {
  /** `S#<context>`/`@` */
  readonly context?: ContextTally | undefined;
  readonly agents: readonly {
    readonly agentId: string;
    /** `S#<context>`/`<agentId>` */
    readonly inContext?: ContextTally | undefined;
    readonly overall?: AgentTally | undefined;
  }[];
}

/** @param now outcomes count half for every half-life until then */
export function fade(
  stored: StoredLearning,
  now: Date,
  { halfLifeDays }: Pick<LearningPolicy, "halfLifeDays">,
): LearnedOf {
  const { weight } = memoryAt(now, halfLifeDays);
  const usual = usualIn(stored.context);
  const learned = ({ inContext, overall }: StoredLearning["agents"][number]): Learned => ({
    trials: (inContext?.trials ?? 0) / weight,
    surplus: surplusOf(inContext, usual) / weight,
    allTrials: (overall?.trials ?? 0) / weight,
    allSurplus: (overall?.surplus ?? 0) / weight,
  });
  const agents = new Map(stored.agents.map((agent) => [agent.agentId, learned(agent)]));
  return usual === undefined ? { agents } : { agents, usual };
}

/** Mean reward, from 0 to 1; absent before the first outcome. */
export function usualIn(context: ContextTally | undefined): number | undefined {
  return context === undefined || context.trials <= 0 ? undefined : context.reward / context.trials;
}

/** Against what is usual now, not what was usual when the outcome came: what is usual was not known then. */
function surplusOf(inContext: ContextTally | undefined, usual: number | undefined): number {
  return inContext === undefined || usual === undefined ? 0 : inContext.reward - inContext.trials * usual;
}
