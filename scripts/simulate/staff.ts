/** The agents of a simulated centre, with what only the simulation knows of them. */
import type { AgentProfile } from "../../schemas/routing/agent.ts";
import { unitsPerAgent } from "../../schemas/routing/requirement.ts";
import type { AgentGroup, Day, Flow } from "./day.ts";
import { random } from "./random.ts";

export interface Employee {
  readonly profile: AgentProfile;
  readonly group: AgentGroup;
  /** The chance that a case of the flow ends well with them. */
  chanceOf(flow: Flow): number;
}

const [leastChance, mostChance] = [0.02, 0.98];

export function staffOf(day: Day): Employee[] {
  return day.agents.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => employee(day, group, `${group.groupId}-${index + 1}`)),
  );
}

function employee({ seed, flows }: Day, group: AgentGroup, agentId: string): Employee {
  const source = random(seed, `effects ${agentId}`);
  const everywhere = group.effects.everywhere * source.normal();
  const chances = new Map(
    flows.map((flow) => [flow, flow.success + everywhere + group.effects.perCampaign * source.normal()]),
  );
  const { queues, skills, languages } = group;
  return {
    profile: { agentId, kind: "human", queues, skills, languages, capacityUnits: unitsPerAgent },
    group,
    chanceOf: (flow) => Math.min(mostChance, Math.max(leastChance, chances.get(flow) ?? 0)),
  };
}
