/** An agent's capacity is held for a case: one conditional write, and the workflow goes on. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Candidate, Decision } from "../../schemas/routing/decision.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import type { Policies } from "../policies/policies.ts";
import { withWork } from "./agent-state.ts";
import { stepOf } from "./eligibility.ts";
import { firstWaitSeconds } from "./first-wait.ts";
import { offered } from "./routing-state.ts";
import type { RoutingStore } from "./routing-store.ts";
import type { Workflow } from "./workflow.ts";

export interface RoutingDeps {
  readonly store: RoutingStore;
  readonly policies: Policies;
  readonly workflow: Workflow;
  readonly now: () => Date;
  /** From 0 to below 1: the only chance there is. */
  readonly draw: () => number;
  readonly newDecisionId: () => string;
  /** `heardAt` of the case, read now. */
  readonly lastHeard: (caseId: string) => Promise<string | undefined>;
  /** Lets others go first after so many races were lost. */
  readonly pause: (lost: number) => Promise<void>;
}

/** How much longer than the offer a reservation lasts: the workflow ends offers, the reaper what it left behind. */
const leaseSlackSeconds = 30;

export interface Deciding {
  readonly direction: Decision["direction"];
  readonly arm: Decision["arm"];
  readonly draw: number;
  readonly policyVersion: number;
  readonly policy: RoutingPolicy;
  /** Mean reward in the case's context. */
  readonly usual?: number | undefined;
  readonly candidates: readonly Candidate[];
}

/** What is kept of a decision. Pure. */
export function decisionOf(
  routing: Routing,
  deciding: Deciding,
  { decisionId, now }: { decisionId: string; now: Date },
  winner?: Agent,
): Decision {
  const { direction, arm, draw, policyVersion, candidates, usual } = deciding;
  const { requirement, reason } = stepOf(routing);
  return {
    decisionId,
    caseId: routing.caseId,
    leg: routing.leg,
    at: now.toISOString(),
    direction,
    policyVersion,
    arm,
    facts: routing.facts,
    requirement,
    reason,
    rank: routing.rank,
    headStart: routing.headStart,
    waitedSeconds: Math.max(0, (now.getTime() - new Date(routing.enqueuedAt).getTime()) / 1000),
    draw,
    ...(usual === undefined ? {} : { usual }),
    candidates: [...candidates],
    ...(winner === undefined ? {} : { winner: winner.profile.agentId, token: routing.token + 1 }),
  };
}

/** @returns the agent as it is then; `undefined` when somebody else changed the agent or the case first */
export async function reserve(
  deps: RoutingDeps,
  agent: Agent,
  routing: Routing,
  deciding: Deciding,
): Promise<Agent | undefined> {
  const now = deps.now();
  const at = now.toISOString();
  const { agentId } = agent.profile;
  const { offer } = deciding.policy;
  const leaseUntil = new Date(now.getTime() + (offer.seconds + leaseSlackSeconds) * 1000).toISOString();
  const after = offered(routing, agentId, at, leaseUntil);
  const { caseId, customerId, token, leg } = after;
  const work = {
    caseId,
    customerId,
    token,
    units: routing.facts.units,
    state: "offered",
    since: at,
  } as const;
  const busier = withWork(agent, work);
  const saved = await deps.store.save({
    agents: [{ before: agent, after: busier }],
    routings: [{ before: routing, after }],
    decision: decisionOf(routing, deciding, { decisionId: deps.newDecisionId(), now }, agent),
  });
  if (saved === "lost") return undefined;
  const { taskToken } = routing;
  // Without one the workflow is between two states, and sees the reservation as soon as it waits.
  if (taskToken === undefined) return busier;
  const told = await deps.workflow.resume(taskToken, {
    caseId,
    leg,
    agentId,
    token,
    offerSeconds: offer.seconds,
  });
  if (told === "over") {
    await deps.workflow.start({ caseId, leg: leg + 1, waitSeconds: firstWaitSeconds(deciding.policy) });
  }
  return busier;
}
