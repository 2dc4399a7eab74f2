/** Who may take which case. Pure. */
import { createHash } from "node:crypto";
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Ability, Requirement } from "../../schemas/routing/requirement.ts";
import type { Routing, Step } from "../../schemas/routing/routing.ts";

/** Cases that ask for the same, and take as much of an agent, stand in one line: a pool. */
export interface Pool {
  readonly requirement: Requirement;
  readonly units: number;
}

const inOrder = <Value>(record: Readonly<Record<string, Value>>) =>
  Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));

/** The line of cases that are held for one agent, whatever they take; it is in no directory. */
export const personalPoolId = (agentId: string): string => `agent:${agentId}`;

/** `general|tr|card:3|60`, or `agent:7` where the case is held for one agent. */
export function poolIdOf({ requirement, units }: Pool): string {
  const { agentId, queueId, language, skills } = requirement;
  if (agentId !== undefined) return personalPoolId(agentId);
  const levels = inOrder(skills).map(([skill, level]) => `${skill}:${level}`);
  return `${queueId}|${language ?? "*"}|${levels.join(",")}|${units}`;
}

/** The same for all agents who can do the same. */
export function groupIdOf({ queues, skills, languages }: Ability): string {
  const ability = JSON.stringify([[...queues].sort(), inOrder(skills), [...languages].sort()]);
  return createHash("sha256").update(ability).digest("base64url").slice(0, 16);
}

/** Whether agents with the ability can take what is asked; a case held for one agent is nobody else's. */
export function isAble(
  ability: Ability,
  { queueId, skills, language }: Omit<Requirement, "agentId">,
): boolean {
  return (
    ability.queues.includes(queueId) &&
    (language === undefined || ability.languages.includes(language)) &&
    Object.entries(skills).every(([skill, level]) => (ability.skills[skill] ?? 0) >= level)
  );
}

export const usedUnits = ({ work }: Pick<Agent, "work">): number =>
  work.reduce((sum, { units }) => sum + units, 0);

/** What is left of an agent's capacity; nothing while they are not available. */
export function freeUnits(agent: Agent): number {
  return agent.status === "available" ? Math.max(0, agent.profile.capacityUnits - usedUnits(agent)) : 0;
}

/** The circle of agents that is asked now. */
export function stepOf({ steps, step }: Pick<Routing, "steps" | "step">): Step {
  const found = steps[step] ?? steps.at(-1);
  if (found === undefined) throw new RangeError("a routing without steps");
  return found;
}

export const poolOf = (routing: Routing): Pool => ({
  requirement: stepOf(routing).requirement,
  units: routing.facts.units,
});

/** Whether the agent is one of those who are asked, room or no room. */
export function isAsked(agent: Agent, routing: Routing): boolean {
  const { requirement } = stepOf(routing);
  return requirement.agentId === undefined
    ? isAble(agent.profile, requirement)
    : requirement.agentId === agent.profile.agentId;
}

/** Whether the agent has said no to the case a short time ago. */
export function hasDeclined(agent: Agent, caseId: string, now: Date): boolean {
  if (agent.declined.length === 0) return false;
  const at = now.toISOString();
  return agent.declined.some((one) => one.caseId === caseId && one.until > at);
}
