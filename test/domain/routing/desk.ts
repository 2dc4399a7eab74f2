/** Routing's use cases over a store in memory, with a workflow that writes down what it is told. */
import { withAccepted, withWork } from "../../../domain/routing/agent-state.ts";
import { memoryRouting } from "../../../domain/routing/in-memory/memory-routing.ts";
import type { RoutingDeps } from "../../../domain/routing/reserve.ts";
import { assigned, ended, offered } from "../../../domain/routing/routing-state.ts";
import type { Told } from "../../../domain/routing/workflow.ts";
import type { Wanted } from "../../../domain/routing/workflow-steps/deps.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import type { Routing, RoutingFacts } from "../../../schemas/routing/routing.ts";
import { counter } from "../../support/counter.ts";
import { at, noon, policiesOf, policyWith } from "../../world/routing/scene.ts";

export interface Scene {
  readonly agents?: readonly Agent[];
  readonly routings?: readonly Routing[];
  readonly policy?: RoutingPolicy;
  /** What the workflow answers whoever tells it something. */
  readonly answer?: Told;
  /** Seconds after noon. */
  readonly now?: number;
}

export function desk({
  agents = [],
  routings = [],
  policy = policyWith(),
  answer = "told",
  now = 600,
}: Scene) {
  const told: string[] = [];
  const store = memoryRouting({ agents, routings });
  const nextId = counter();
  const deps: RoutingDeps = {
    store,
    policies: policiesOf(policy),
    workflow: {
      start: async ({ caseId, leg }) => void told.push(`start ${caseId} ${leg}`),
      resume: async (taskToken, { agentId, token }) => {
        told.push(`resume ${taskToken} ${agentId} ${token}`);
        return answer;
      },
      interrupt: async (taskToken, signal) => {
        told.push(`interrupt ${taskToken} ${signal}`);
        return answer;
      },
    },
    now: () => new Date(noon + now * 1000),
    draw: () => 0.5,
    newDecisionId: () => `d${nextId()}`,
    lastHeard: async () => undefined,
    pause: async () => {},
  };
  /** Whatever a case was in line for, by voice. */
  const describeCase = async (caseId: string, _enqueuedAt: Date, callback = false): Promise<Wanted> => {
    const known = store.routings.get(caseId);
    if (known === undefined) return { kind: "nobody", how: "resolved" };
    const { customerId, facts, steps, headStart } = known;
    const called: RoutingFacts = { ...facts, channel: "voice", units: 60 };
    return {
      kind: "agent",
      arrived: { caseId, customerId, facts: called, steps, headStart, callback },
    };
  };
  return { ...deps, describeCase, store, told };
}

/** A case that is offered to the agent, and the agent with the offer. @param since seconds after noon */
export function onOffer(routing: Routing, agent: Agent, since = 10) {
  const { agentId } = agent.profile;
  const { taskToken } = routing;
  const after = offered(routing, agentId, at(since), at(since + 50));
  const { caseId, customerId, token, facts } = after;
  const work = { caseId, customerId, token, units: facts.units, state: "offered", since: at(since) } as const;
  return {
    routing: taskToken === undefined ? after : { ...after, taskToken },
    agent: withWork(agent, work),
  };
}

/** A case that the agent has accepted, and the agent with it. */
export function onHand(routing: Routing, agent: Agent, since = 10) {
  const offer = onOffer(routing, agent, since);
  const { reservation, token, caseId } = offer.routing;
  if (reservation === undefined) throw new Error("nothing is offered");
  return {
    routing: assigned(offer.routing, reservation, at(since)),
    agent: withAccepted(offer.agent, token, caseId),
  };
}

/** A leg that is over. @param since seconds after noon */
export const over = (routing: Routing, end: Partial<NonNullable<Routing["ended"]>> = {}, since = 100) =>
  ended(routing, { at: at(since), how: "handled", ...end });
