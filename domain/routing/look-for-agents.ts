/** What a decision goes by: the agents who could take a case, and whoever stands before it in their lines. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import type { PolicyInForce } from "../policies/policies.ts";
import { mostDeclined } from "./agent-state.ts";
import { armOf } from "./arm.ts";
import { circleOf, poolsOf } from "./circles.ts";
import { freeUnits, hasDeclined, personalPoolId, poolOf, stepOf } from "./eligibility.ts";
import { isQueueOpen } from "./opening.ts";
import type { Deciding, RoutingDeps } from "./reserve.ts";
import type { Directory } from "./routing-store.ts";
import { scoreAgents } from "./score-agents.ts";

/** Free agents that are read, spread over the groups that are asked; all of them where there are few. */
export const enoughAgents = 48;
const leastOfAGroup = 2;
/** One more than an agent may have refused: the first of them that was not is among these. */
export const mostOfALine = mostDeclined + 1;
/** Of those, the emptiest and longest idle are compared: enough to choose from. */
export const mostCandidates = 16;

export interface Seen {
  readonly directory: Directory;
  /** As many free agents as were read have refused the case a short time ago; there may be more. */
  readonly refusedByAll: boolean;
  readonly deciding: Deciding;
  /** The candidates, best first. */
  readonly agents: readonly Agent[];
  /** The first of every line that they serve. */
  readonly waiting: readonly Routing[];
}

/** Two rounds of reads, however many agents and cases there are. */
export async function lookForAgents(
  { store, now, draw }: RoutingDeps,
  routing: Routing,
  { directory, enough }: { directory: Directory; enough: number },
  { policy, version }: PolicyInForce<"routing">,
): Promise<Seen> {
  const { free, lines, isAll } = await inFirstRound(store, routing, directory, enough);
  const at = now();
  const { agentId: heldFor, queueId } = stepOf(routing).requirement;
  const agents = isQueueOpen(policy, queueId, at) ? candidatesIn(free, routing, at) : [];
  const agentIds = agents.map(({ profile }) => profile.agentId);
  const [learned, newest, held] = await Promise.all([
    store.learned(routing.facts.context, agentIds, at),
    store.readDirectory(),
    // Whom the case is held for may serve other lines than those who are asked next.
    store.waitingCases(
      heldFor === undefined
        ? agentIds.map(personalPoolId)
        : agents.flatMap((agent) => poolsOf(directory, agent)),
      mostOfALine,
    ),
  ]);
  const chance = draw();
  const arm = armOf(routing.caseId, policy.learning);
  const scored = scoreAgents({ routing, agents, learned, policy, arm, draw: chance, now: at });
  const byId = new Map(agents.map((agent) => [agent.profile.agentId, agent]));
  return {
    directory: newest,
    refusedByAll: agents.length === 0 && !isAll,
    deciding: {
      direction: "case-to-agent",
      arm,
      draw: chance,
      policyVersion: version,
      policy,
      usual: learned.usual,
      candidates: scored,
    },
    agents: scored.flatMap(({ agentId }) => byId.get(agentId) ?? []),
    waiting: [...lines, ...held],
  };
}

/** Who was read is able by their group: room and refusals are left to ask. The emptiest first, then the longest idle. */
function candidatesIn(free: readonly Agent[], { caseId, facts }: Routing, now: Date): Agent[] {
  return free
    .map((agent) => ({ agent, room: freeUnits(agent) }))
    .filter(({ agent, room }) => room >= facts.units && !hasDeclined(agent, caseId, now))
    .sort((left, right) => right.room - left.room || (left.agent.idleSince < right.agent.idleSince ? -1 : 1))
    .slice(0, mostCandidates)
    .map(({ agent }) => agent);
}

/** How many agents are read of each group. */
export const agentsOfEach = (groupIds: readonly string[], enough: number): number =>
  Math.max(leastOfAGroup, Math.ceil(enough / Math.max(1, groupIds.length)));

async function inFirstRound(
  store: RoutingDeps["store"],
  routing: Routing,
  directory: Directory,
  enough: number,
) {
  const pool = poolOf(routing);
  const { agentId } = pool.requirement;
  const { groupIds, poolIds } = circleOf(directory, pool);
  const most = agentsOfEach(groupIds, enough);
  const agents =
    agentId === undefined
      ? store.freeAgents(groupIds, pool.units, most)
      : store.readAgent(agentId).then((agent) => (agent === undefined ? [] : [agent]));
  const [free, lines] = await Promise.all([agents, store.waitingCases(poolIds, mostOfALine)]);
  return { free, lines, isAll: agentId !== undefined || free.length < most };
}
