/** An agent as staff see them. Pure. */
import type { AgentRequest, AgentView } from "../../schemas/api/routing-shapes.ts";
import type { Agent, AgentProfile } from "../../schemas/routing/agent.ts";
import { unitsPerAgent } from "../../schemas/routing/requirement.ts";
import { usedUnits } from "./eligibility.ts";

/** 20 of 60 units are 0.33. */
const capacityOf = (units: number): number => Math.round((units / unitsPerAgent) * 100) / 100;

export function agentView(agent: Agent): AgentView {
  const { agentId, name, kind, skills, languages, queues, connectUserId, capacityUnits } = agent.profile;
  return {
    agentId,
    ...(name === undefined ? {} : { name }),
    kind,
    skills,
    languages,
    queues,
    ...(connectUserId === undefined ? {} : { connectUserId }),
    status: agent.status,
    statusAt: agent.statusAt,
    capacity: { used: capacityOf(usedUnits(agent)), maximum: capacityOf(capacityUnits) },
    work: agent.work.map(({ units, ...work }) => ({ ...work, capacity: capacityOf(units) })),
  };
}

export function profileIn(
  agentId: string,
  { capacity, name, connectUserId, queues = [], languages, ...asked }: AgentRequest,
): AgentProfile {
  return {
    agentId,
    ...asked,
    queues: [...new Set(queues)],
    languages: [...new Set(languages)],
    capacityUnits: Math.round(capacity * unitsPerAgent),
    ...(name === undefined ? {} : { name }),
    ...(connectUserId === undefined ? {} : { connectUserId }),
  };
}
