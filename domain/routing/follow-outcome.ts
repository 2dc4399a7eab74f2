/** How a case ended, for routing: it is off the agent's hands, and the next choice is better for it. */
import type { OutcomeRecorded } from "../../schemas/domain-events/catalogue.ts";
import { contextOf } from "./context.ts";
import { releaseWork } from "./end-routing.ts";
import type { LearnedOutcome } from "./learning/rows.ts";
import type { RoutingDeps } from "./reserve.ts";

export interface OutcomeDeps extends RoutingDeps {
  readonly learning: {
    /** @param outcomeId the same for every delivery */
    learn(outcomeId: string, outcome: LearnedOutcome): Promise<unknown>;
  };
}

type Outcome = OutcomeRecorded["data"];

/** Safe to repeat: an outcome is learned once, and what is released stays released. */
export async function followOutcome(deps: OutcomeDeps, outcome: Outcome): Promise<void> {
  const { caseId, agentId, eventId } = outcome;
  const routing = caseId === undefined ? undefined : await deps.store.readRouting(caseId);
  const { policy } = await deps.policies.current("routing");
  const reward = policy.learning.rewards[outcome.outcome];
  if (agentId !== undefined && reward !== undefined) {
    const context = routing?.facts.context ?? contextOf(outcome);
    await deps.learning.learn(eventId, { agentId, context, reward, at: new Date(outcome.occurredAt) });
  }
  if (caseId !== undefined) await releaseWork(deps, { caseId, agentId });
}
