/** Agents come, go, and learn: what that means for the cases in line and on their hands. */
import type { Agent, AgentProfile, AgentStatus } from "../../schemas/routing/agent.ts";
import { ContendedRoutingError } from "../errors.ts";
import { newAgent, withProfile, withStatus } from "./agent-state.ts";
import { giveBack } from "./answer-offer.ts";
import { matchAgent } from "./match.ts";
import type { RoutingDeps } from "./reserve.ts";

const attempts = 20;

/** @returns the agent as saved */
export async function saveAgentProfile(deps: RoutingDeps, profile: AgentProfile): Promise<Agent> {
  const saved = await change(deps, profile.agentId, (agent) =>
    agent === undefined ? newAgent(profile, deps.now().toISOString()) : withProfile(agent, profile),
  );
  if (saved === undefined) throw new RangeError(`agent ${profile.agentId} was not made`);
  await matchAgent(deps, profile.agentId);
  return saved;
}

/**
 * @param at by the clock of whoever says it: older news than the newest is ignored
 * @returns `undefined` for an agent nobody knows
 */
export async function setAgentStatus(
  deps: RoutingDeps,
  agentId: string,
  status: AgentStatus,
  at: string,
): Promise<Agent | undefined> {
  const agent = await change(deps, agentId, (known) =>
    known === undefined || at <= known.statusAt ? known : withStatus(known, status, at),
  );
  if (agent === undefined) return undefined;
  if (agent.status === "offline") {
    const offers = agent.work.filter(({ state }) => state === "offered");
    for (const { caseId, token } of offers)
      await giveBack(deps, { caseId, agentId, token, how: "agent-left" });
  }
  // Also when nothing changed: the try before may have ended between the two.
  await matchAgent(deps, agentId);
  return agent;
}

async function change(
  { store, pause }: RoutingDeps,
  agentId: string,
  make: (agent: Agent | undefined) => Agent | undefined,
): Promise<Agent | undefined> {
  for (let lost = 0; lost < attempts; lost += 1) {
    const before = await store.readAgent(agentId);
    const after = make(before);
    if (after === undefined || after === before) return before;
    const saved = await store.save({ agents: [{ before, after }], routings: [] });
    if (saved === "saved") return after;
    await pause(lost);
  }
  throw new ContendedRoutingError(`agent ${agentId}: ${attempts} attempts to change it lost`);
}
