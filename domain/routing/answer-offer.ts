/** What becomes of an offer: the agent accepts it, or the case goes back to its place in line. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { ContendedRoutingError } from "../errors.ts";
import { findWork, withAccepted, withMiss, withoutWork, withRefusal } from "./agent-state.ts";
import { firstWaitSeconds } from "./first-wait.ts";
import { matchAgent } from "./match.ts";
import type { RoutingDeps } from "./reserve.ts";
import { assigned, backInLine } from "./routing-state.ts";
import type { Signal } from "./workflow.ts";

const attempts = 20;

export interface Offer {
  readonly caseId: string;
  /** Absent where whoever answers cannot know: any agent's, any reservation's. */
  readonly agentId?: string | undefined;
  readonly token?: number | undefined;
}

export type Accepted =
  | { readonly kind: "accepted"; readonly token: number }
  /** The offer is not (any more) this agent's, or the token is of an older one. */
  | { readonly kind: "stale" }
  | { readonly kind: "not-found" };

/** Safe to repeat: who has accepted has accepted. */
export async function acceptOffer(deps: RoutingDeps, offer: Offer & { agentId: string }): Promise<Accepted> {
  for (let lost = 0; lost < attempts; lost += 1) {
    const held = await readHeld(deps, offer.caseId);
    if (held === undefined) return { kind: "not-found" };
    if (held === "torn") {
      await deps.pause(lost);
      continue;
    }
    const { routing, agent } = held;
    if (!isCurrent(routing, offer) || agent === undefined) return { kind: "stale" };
    const { token, reservation, status, taskToken } = routing;
    if (status === "assigned") return { kind: "accepted", token };
    if (status !== "offered" || reservation === undefined) return { kind: "stale" };
    const saved = await deps.store.save({
      agents: [{ before: agent, after: withAccepted(agent, token, routing.caseId) }],
      routings: [{ before: routing, after: assigned(routing, reservation, deps.now().toISOString()) }],
    });
    if (saved === "saved") {
      const { caseId, leg } = routing;
      const result = { caseId, leg, agentId: offer.agentId, token, offerSeconds: 0 };
      if (taskToken !== undefined) await deps.workflow.resume(taskToken, result);
      return { kind: "accepted", token };
    }
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${offer.caseId}: ${attempts} attempts to accept it lost`);
}

export type GivenBackBy = "declined" | "missed" | "agent-left" | "channel-changed" | "lease-expired";

const signalOf: Readonly<Record<GivenBackBy, Signal>> = {
  declined: "Declined",
  missed: "Missed",
  "agent-left": "AgentLeft",
  "channel-changed": "ChannelChanged",
  "lease-expired": "LeaseExpired",
};

/**
 * The case goes back to its place, the agent to the next case.
 *
 * @returns `stale` when the offer is answered already, or another one's
 */
export async function giveBack(
  deps: RoutingDeps,
  offer: Offer & {
    readonly how: GivenBackBy;
    /** The workflow itself gives the case back: it needs not be told. */
    readonly byWorkflow?: boolean;
  },
): Promise<"given-back" | "stale"> {
  const { policy } = await deps.policies.current("routing");
  for (let lost = 0; lost < attempts; lost += 1) {
    const held = await readHeld(deps, offer.caseId);
    if (held === "torn") {
      await deps.pause(lost);
      continue;
    }
    if (held === undefined || held.routing.status !== "offered" || !isCurrent(held.routing, offer)) {
      // The try before may have died before it looked for the agent's next case.
      if (offer.agentId !== undefined) await matchAgent(deps, offer.agentId);
      return "stale";
    }
    const { routing, agent } = held;
    if (agent === undefined) return "stale";
    const agents = [{ before: agent, after: agentAfter(agent, routing, offer.how, policy, deps.now()) }];
    const saved = await deps.store.save({
      agents,
      routings: [{ before: routing, after: backInLine(routing) }],
    });
    if (saved === "saved") {
      if (!offer.byWorkflow) await tell(deps, routing, offer.how, policy);
      await matchAgent(deps, agent.profile.agentId);
      return "given-back";
    }
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${offer.caseId}: ${attempts} attempts to give it back lost`);
}

/** A workflow that does not wait any more may be dead: a new leg takes over, and one that lives gives way to it. */
async function tell(
  { workflow }: RoutingDeps,
  { caseId, leg, taskToken }: Routing,
  how: GivenBackBy,
  policy: RoutingPolicy,
): Promise<void> {
  const told = taskToken === undefined ? "told" : await workflow.interrupt(taskToken, signalOf[how]);
  if (told === "over") await workflow.start({ caseId, leg: leg + 1, waitSeconds: firstWaitSeconds(policy) });
}

/** Who said no or nothing is not asked again at once; the others could not help it. */
function agentAfter(
  agent: Agent,
  { caseId }: Routing,
  how: GivenBackBy,
  { offer }: RoutingPolicy,
  now: Date,
): Agent {
  const at = now.toISOString();
  const until = new Date(now.getTime() + offer.cooldownSeconds * 1000).toISOString();
  if (how === "declined") return withRefusal(agent, { caseId, at, until });
  if (how === "missed") return withMiss(agent, { caseId, at, until }, offer.mostMisses);
  return withoutWork(agent, caseId, at);
}

interface Held {
  readonly routing: Routing;
  /** Who has the case on their hands: there is somebody if and only if it is offered or assigned. */
  readonly agent: Agent | undefined;
}

/**
 * A case with the agent it is reserved for or assigned to.
 *
 * @returns `torn` when one of the two was changed between the reads: they belong together, and are read again
 */
export async function readHeld({ store }: RoutingDeps, caseId: string): Promise<Held | "torn" | undefined> {
  const routing = await store.readRouting(caseId);
  const holder = routing?.reservation?.agentId;
  if (routing === undefined || holder === undefined) return routing && { routing, agent: undefined };
  const agent = await store.readAgent(holder);
  const isHeld = agent !== undefined && findWork(agent, caseId)?.token === routing.token;
  return isHeld ? { routing, agent } : "torn";
}

const isCurrent = ({ reservation, token }: Routing, offer: Offer): boolean =>
  reservation !== undefined &&
  (offer.agentId === undefined || offer.agentId === reservation.agentId) &&
  (offer.token === undefined || offer.token === token);
