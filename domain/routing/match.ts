/** Brings cases and agents together, from either side. Every step may be done twice, and by many at once. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Candidate } from "../../schemas/routing/decision.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { ContendedRoutingError } from "../errors.ts";
import { armOf } from "./arm.ts";
import { bestCaseFor, holdsRoom } from "./best-case.ts";
import { circleOf, poolsOf } from "./circles.ts";
import { freeUnits, personalPoolId, poolIdOf, poolOf } from "./eligibility.ts";
import { agentsOfEach, enoughAgents, lookForAgents, mostOfALine, type Seen } from "./look-for-agents.ts";
import { type Deciding, decisionOf, type RoutingDeps, reserve } from "./reserve.ts";
import { scoreAgents } from "./score-agents.ts";

/** Where all free agents that were read have just refused the case, so many times more are read. */
const furtherReads = 8;
const mostLost = 100;
/** Computers' clocks differ: others may have kept room for a case before it is time to by ours. */
const clockSkewMs = 5000;

/** Looks for an agent for the case, until it has one or nobody is free. */
export async function matchCase(deps: RoutingDeps, routing: Routing): Promise<"reserved" | "waiting"> {
  const inForce = await deps.policies.current("routing");
  let directory = await deps.store.directory();
  let current = routing;
  let enough = enoughAgents;
  for (let lost = 0; lost < mostLost; ) {
    const seen = await lookForAgents(deps, current, { directory, enough }, inForce);
    if (seen.directory !== directory) {
      directory = seen.directory;
      continue;
    }
    if (seen.refusedByAll) {
      enough *= furtherReads;
      continue;
    }
    const taken = await take(deps, current, seen);
    if (taken === "this") return "reserved";
    if (taken === "nobody") {
      const decided = { decisionId: deps.newDecisionId(), now: deps.now() };
      await deps.store.keepDecision(decisionOf(current, seen.deciding, decided));
      return "waiting";
    }
    if (taken === "lost") {
      lost += 1;
      await deps.pause(lost);
    }
    const again = await deps.store.readRouting(routing.caseId);
    if (again === undefined || again.status !== "waiting") return "reserved";
    current = again;
  }
  throw new ContendedRoutingError(`case ${routing.caseId}: ${mostLost} races for an agent lost`);
}

/**
 * The best candidate takes the first case in line that they may take. Mostly it is this one; when another is
 * ahead of it, that one is served first: free capacity never skips the queue.
 */
async function take(
  deps: RoutingDeps,
  routing: Routing,
  { deciding, agents, waiting }: Seen,
): Promise<"this" | "other" | "lost" | "nobody"> {
  // The case itself as it was read first, not as it stands in its line: it is decided on what it was read as.
  const inLine = [...waiting.filter(({ caseId }) => caseId !== routing.caseId), routing];
  for (const agent of agents) {
    const first = bestCaseFor(agent, inLine, deciding.policy, deps.now());
    if (first === undefined) continue;
    const isThis = first.caseId === routing.caseId;
    const made = isThis
      ? { ...deciding, candidates: lostTo(agent, deciding.candidates) }
      : freedAgentDeciding(agent, first, deciding, deps.now());
    const saved = await reserve(deps, agent, first, made);
    if (saved === undefined) return "lost";
    await matchBehind(deps, first, deciding.policy);
    // While the agent's entry moves, a reader may find it at neither place: whoever missed it is looked for.
    if (freeUnits(saved) > 0) await matchAgent(deps, agent.profile.agentId);
    return isThis ? "this" : "other";
  }
  return "nobody";
}

/** Whoever scored higher and did not get the case had a better case before them. */
function lostTo({ profile }: Agent, candidates: readonly Candidate[]): Candidate[] {
  const won = candidates.findIndex(({ agentId }) => agentId === profile.agentId);
  return candidates.map((candidate, index) =>
    index === won ? candidate : { ...candidate, lost: index < won ? "better-case-first" : "lower-score" },
  );
}

/** An agent with room takes the first cases in line that they may take, until there is no more room or no case. */
export async function matchAgent(deps: RoutingDeps, agentId: string): Promise<void> {
  const { policy, version } = await deps.policies.current("routing");
  let directory = await deps.store.directory();
  let agent = await deps.store.readAgent(agentId);
  for (let lost = 0; lost < mostLost; ) {
    if (agent === undefined || freeUnits(agent) === 0) return;
    const [waiting, newest] = await Promise.all([
      deps.store.waitingCases(poolsOf(directory, agent), mostOfALine),
      deps.store.readDirectory(),
    ]);
    if (newest !== directory) {
      directory = newest;
      continue;
    }
    const first = bestCaseFor(agent, waiting, policy, deps.now());
    if (first === undefined) return;
    const basis = { policy, policyVersion: version, draw: 0 };
    const reserved = await reserve(deps, agent, first, freedAgentDeciding(agent, first, basis, deps.now()));
    if (reserved === undefined) {
      lost += 1;
      await deps.pause(lost);
    } else {
      await matchBehind(deps, first, policy);
    }
    agent = reserved ?? (await deps.store.readAgent(agentId));
  }
  throw new ContendedRoutingError(`agent ${agentId}: ${mostLost} races for a case lost`);
}

/** The decision of an agent who looks for a case: there is one candidate, and the line decides. */
function freedAgentDeciding(
  agent: Agent,
  routing: Routing,
  { policy, policyVersion, draw }: { policy: RoutingPolicy; policyVersion: number; draw: number },
  now: Date,
): Deciding {
  const arm = armOf(routing.caseId, policy.learning);
  const learned = { agents: new Map() };
  const candidates = scoreAgents({ routing, agents: [agent], learned, policy, arm, draw, now });
  return { direction: "agent-to-case", arm, draw, policyVersion, policy, candidates };
}

/**
 * Looks for agents for whole lines, first come first.
 *
 * @returns how many cases found one
 */
export async function matchLines(deps: RoutingDeps, poolIds: readonly string[]): Promise<number> {
  let found = 0;
  let lines = poolIds;
  while (lines.length > 0) {
    const moving = new Set<string>();
    for (const poolId of lines) {
      if (!(await matchFirstOf(deps, poolId))) continue;
      found += 1;
      moving.add(poolId);
    }
    lines = [...moving];
  }
  return found;
}

/** Whoever stands first may have been refused by all who are free: then the next is looked at. */
async function matchFirstOf(deps: RoutingDeps, poolId: string): Promise<boolean> {
  for (const routing of await deps.store.waitingCases([poolId], mostOfALine)) {
    if ((await matchCase(deps, routing)) === "reserved") return true;
  }
  return false;
}

/**
 * A case that kept room free on busy agents is out of line, or in another: smaller cases behind it may go on.
 *
 * @param before the case as it stood in line
 */
export async function matchBehind(deps: RoutingDeps, before: Routing, policy: RoutingPolicy): Promise<void> {
  const latestNow = new Date(deps.now().getTime() + clockSkewMs);
  if (before.status !== "waiting" || !holdsRoom(before, policy, latestNow)) return;
  const pool = poolOf(before);
  const { agentId } = pool.requirement;
  if (agentId !== undefined) return matchAgent(deps, agentId);
  const directory = await deps.store.directory();
  const { groupIds, poolIds } = circleOf(directory, pool);
  const smaller = poolIds.filter((poolId) => (directory.pools.get(poolId)?.units ?? 0) < pool.units);
  await matchLines(deps, [...(await personalLines(deps, groupIds, pool.units)), ...smaller]);
}

/** The lines of agents with less room than that, where a case waits for them alone; of as many as a decision reads. */
async function personalLines(
  { store }: RoutingDeps,
  groupIds: readonly string[],
  units: number,
): Promise<string[]> {
  const agents = await store.freeAgents(groupIds, 1, agentsOfEach(groupIds, enoughAgents));
  const busy = agents.filter((agent) => freeUnits(agent) < units).slice(0, enoughAgents);
  const first = await store.waitingCases(
    busy.map(({ profile }) => personalPoolId(profile.agentId)),
    1,
  );
  return first.map((routing) => poolIdOf(poolOf(routing)));
}
