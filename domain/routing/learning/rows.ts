/** What is stored of outcomes: sums that grow by one atomic ADD per outcome, and need no reading before. */

/** How one case of an agent ended. */
export interface LearnedOutcome {
  readonly agentId: string;
  /** `campaign|intent`. */
  readonly context: string;
  /** From 0 to 1, by the policy. */
  readonly reward: number;
  readonly at: Date;
}

/** Outcomes in one context, of one agent (`S#<context>`/`<agentId>`) or of all of them (`S#<context>`/`@`). */
export interface ContextTally {
  /** Weighted number of outcomes. */
  readonly trials: number;
  /** Weighted sum of their rewards. */
  readonly reward: number;
}

/** All outcomes of an agent, whatever the context. */
export interface AgentTally {
  readonly trials: number;
  /** Weighted sum of what their rewards were above what was usual in their contexts. */
  readonly surplus: number;
}

/** What one outcome adds to the three rows, in one transaction. */
export interface OutcomeIncrements {
  /** Part of the keys of all rows: rows of another memory do not add up with these. */
  readonly memory: string;
  /** To the row of the agent in the context, and likewise to the row of the context. */
  readonly inContext: ContextTally;
  /** To the row of the agent. */
  readonly overall: AgentTally;
}
