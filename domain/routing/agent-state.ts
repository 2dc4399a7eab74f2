/** What happens to an agent: work comes and goes, they come and go. Pure; every change is a new version. */
import type { Agent, AgentProfile, AgentStatus, Work } from "../../schemas/routing/agent.ts";

/** Cases a refusal is remembered for: with the first few more of a line, one that was not refused is read. */
export const mostDeclined = 5;

export function newAgent(profile: AgentProfile, at: string): Agent {
  return {
    profile,
    status: "offline",
    // Older than any news of them, such as that they were there before we knew them.
    statusAt: new Date(0).toISOString(),
    work: [],
    idleSince: at,
    declined: [],
    misses: 0,
    version: 1,
  };
}

const next = (agent: Agent, change: Partial<Agent>): Agent => ({
  ...agent,
  ...change,
  version: agent.version + 1,
});

export const withProfile = (agent: Agent, profile: AgentProfile): Agent => next(agent, { profile });

export function withStatus(agent: Agent, status: AgentStatus, at: string): Agent {
  const back = status === "available" && agent.status !== "available";
  return next(agent, {
    status,
    statusAt: at,
    ...(back ? { misses: 0, declined: [], idleSince: at } : {}),
  });
}

export const withWork = (agent: Agent, work: Work): Agent =>
  next(agent, { work: [...agent.work, work], idleSince: work.since });

/** The offer with that token is accepted. */
export function withAccepted(agent: Agent, token: number, caseId: string): Agent {
  const accepted = (one: Work): Work =>
    one.caseId === caseId && one.token === token ? { ...one, state: "accepted" } : one;
  return next(agent, { work: agent.work.map(accepted), misses: 0 });
}

/** The case is off the agent's hands; they stand at the end of those who wait for work. */
export const withoutWork = (agent: Agent, caseId: string, at: string): Agent =>
  next(agent, { work: agent.work.filter((one) => one.caseId !== caseId), idleSince: at });

export interface Refusal {
  readonly caseId: string;
  readonly at: string;
  /** Until when the case is not offered to the agent again. */
  readonly until: string;
}

/** The agent did not want the case. */
export function withRefusal(agent: Agent, { caseId, at, until }: Refusal): Agent {
  const others = agent.declined.filter((one) => one.caseId !== caseId && one.until > at);
  return {
    ...withoutWork(agent, caseId, at),
    declined: [...others, { caseId, until }].slice(-mostDeclined),
  };
}

/** The agent did not answer; whoever does so again and again is away. */
export function withMiss(agent: Agent, refusal: Refusal, mostMisses: number): Agent {
  const misses = agent.misses + 1;
  const gone = misses >= mostMisses && agent.status === "available";
  return {
    ...withRefusal(agent, refusal),
    misses,
    ...(gone ? { status: "away", statusAt: refusal.at } : {}),
  };
}

export const findWork = (agent: Agent, caseId: string): Work | undefined =>
  agent.work.find((one) => one.caseId === caseId);
