/** What a decision would have been under another policy: the same candidates, facts and chance, scored again. Pure. */
import type { Candidate, Decision } from "../../schemas/routing/decision.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { armOf } from "./arm.ts";
import { headStart, rankOf } from "./head-start.ts";
import { queueOf } from "./matching-rules.ts";
import { scoreCandidates } from "./score-agents.ts";

export interface Replayed {
  readonly arm: Decision["arm"];
  /** Best first; empty where nobody was free. */
  readonly candidates: readonly Candidate[];
  /** Absent where nobody was free. */
  readonly winner?: string | undefined;
  /** Seconds by which the case would have stood further ahead; below 0: further behind. */
  readonly aheadBySeconds: number;
}

/**
 * An agent who looked for a case took the first in line: there a policy changes who stands first, which one
 * decision does not tell, and not who takes it. For the same reason, who had a better case before them has it still.
 */
export function replayDecision(decision: Decision, policy: RoutingPolicy): Replayed {
  const { caseId, facts, candidates, draw, at, usual, requirement } = decision;
  const arm = armOf(caseId, policy.learning);
  const scored = scoreCandidates(candidates, {
    lastAgentId: facts.lastAgentId,
    usual,
    policy,
    arm,
    draw,
    now: new Date(at),
  });
  const wasCallback = decision.headStart.some(({ reason }) => reason === "callback");
  const start = headStart(facts, queueOf(policy, requirement.queueId), wasCallback, policy);
  const enqueuedAt = new Date(Date.parse(at) - decision.waitedSeconds * 1000).toISOString();
  const isOpen = decision.direction === "case-to-agent";
  const elsewhere = new Set(
    candidates.filter(({ lost }) => lost === "better-case-first").map(({ agentId }) => agentId),
  );
  const best = scored.find(({ agentId }) => !elsewhere.has(agentId))?.agentId;
  const winner = isOpen && decision.winner !== undefined ? best : decision.winner;
  return {
    arm,
    candidates: scored,
    ...(winner === undefined ? {} : { winner }),
    aheadBySeconds: (Date.parse(decision.rank) - Date.parse(rankOf(enqueuedAt, start))) / 1000,
  };
}
