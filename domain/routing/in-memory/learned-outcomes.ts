/** What outcomes taught, in memory: the sums that the table keeps. */
import { fade, usualIn } from "../learning/fade.ts";
import { memoryAt } from "../learning/memory.ts";
import { outcomeIncrements } from "../learning/outcome-increments.ts";
import type { AgentTally, ContextTally, LearnedOutcome } from "../learning/rows.ts";
import type { LearnedOf } from "../routing-store.ts";

interface Tallies {
  /** By context: of all agents together, and of each. */
  readonly contexts: Map<string, { ofAll: ContextTally; readonly agents: Map<string, ContextTally> }>;
  readonly overall: Map<string, AgentTally>;
}

const nothing = { trials: 0, reward: 0, surplus: 0 };

export class LearnedOutcomes {
  readonly #halfLife: { readonly halfLifeDays: number };
  readonly #memories = new Map<string, Tallies>();

  constructor(halfLifeDays: number) {
    this.#halfLife = { halfLifeDays };
  }

  add(outcome: LearnedOutcome): void {
    const { agentId, context, at } = outcome;
    const { contexts, overall } = this.#talliesAt(at);
    const known = contexts.get(context) ?? { ofAll: nothing, agents: new Map<string, ContextTally>() };
    const more = outcomeIncrements(outcome, usualIn(known.ofAll), this.#halfLife);
    const own = known.agents.get(agentId) ?? nothing;
    contexts.set(context, {
      ofAll: sumOf(known.ofAll, more.inContext),
      agents: known.agents.set(agentId, sumOf(own, more.inContext)),
    });
    const { trials, surplus } = overall.get(agentId) ?? nothing;
    overall.set(agentId, {
      trials: trials + more.overall.trials,
      surplus: surplus + more.overall.surplus,
    });
  }

  read(context: string, agentIds: readonly string[], now: Date): LearnedOf {
    const { contexts, overall } = this.#talliesAt(now);
    const known = contexts.get(context);
    const agents = agentIds.map((agentId) => ({
      agentId,
      inContext: known?.agents.get(agentId),
      overall: overall.get(agentId),
    }));
    return fade({ context: known?.ofAll, agents }, now, this.#halfLife);
  }

  #talliesAt(at: Date): Tallies {
    const { memoryId } = memoryAt(at, this.#halfLife.halfLifeDays);
    const tallies = this.#memories.get(memoryId) ?? { contexts: new Map(), overall: new Map() };
    this.#memories.set(memoryId, tallies);
    return tallies;
  }
}

const sumOf = (one: ContextTally, other: ContextTally): ContextTally => ({
  trials: one.trials + other.trials,
  reward: one.reward + other.reward,
});
