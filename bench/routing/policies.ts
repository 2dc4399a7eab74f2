/** The policies that are compared: the longest idle agent, the one with the best true chance, and Omniline's. */

import { defaultRoutingPolicy } from "../../domain/routing/default-routing-policy.ts";
import { LearnedOutcomes } from "../../domain/routing/in-memory/learned-outcomes.ts";
import { mostCandidates } from "../../domain/routing/look-for-agents.ts";
import { scoreAgents } from "../../domain/routing/score-agents.ts";
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { random } from "../../scripts/simulate/random.ts";
import type { FreeAgent, Policy } from "./serve.ts";
import { type Chances, campaigns, handleSeconds } from "./world.ts";

export const longestIdle: Policy = { choose: ([first]) => first?.agent ?? 0 };

/** Knows what nobody can know, and takes it, whatever comes next. */
export function greedy(chances: Chances): Policy {
  const chance = ({ agent }: FreeAgent, campaign: number): number => chances[agent]?.[campaign] ?? 0;
  return {
    choose: (free, { campaign }) =>
      free.reduce((best, one) => (chance(one, campaign) > chance(best, campaign) ? one : best)).agent,
  };
}

/** The benchmark's agents work day and night; by the hours of a centre that is open for eight, these are 30 days. */
const halfLifeDays = 10;
const startMs = Date.UTC(2026, 0, 5);

/** What ships, learning from its own cases alone. */
export function learned(seed: number): Policy {
  const policy = {
    ...defaultRoutingPolicy,
    handleMinutes: handleSeconds / 60,
    learning: { ...defaultRoutingPolicy.learning, halfLifeDays },
  };
  const outcomes = new LearnedOutcomes(halfLifeDays);
  const source = random(seed, "exploration");
  const timeOf = (seconds: number): Date => new Date(startMs + seconds * 1000);
  const known = new WeakMap<FreeAgent, Agent>();
  function asAgent(free: FreeAgent): Agent {
    const agent = known.get(free) ?? agentOf(free.agent, timeOf(free.idleSince).toISOString());
    known.set(free, agent);
    return agent;
  }
  const contextOf = (campaign: number): string => campaigns[campaign]?.context ?? "-|-";
  return {
    choose: (free, { campaign, at }) => {
      const agents = free.slice(0, mostCandidates).map(asAgent);
      const context = contextOf(campaign);
      const now = timeOf(at);
      const agentIds = agents.map(({ profile }) => profile.agentId);
      const [best] = scoreAgents({
        routing: routingOf(context),
        agents,
        learned: outcomes.read(context, agentIds, now),
        policy,
        arm: "learned",
        draw: source.next(),
        now,
      });
      return Number(best?.agentId);
    },
    learn: (agent, campaign, success, at) =>
      outcomes.add({
        agentId: String(agent),
        context: contextOf(campaign),
        reward: success ? 1 : 0,
        at: timeOf(at),
      }),
  };
}

const profile = {
  kind: "human",
  queues: ["sales"],
  skills: {},
  languages: ["tr"],
  capacityUnits: 60,
} as const;

function agentOf(agent: number, idleSince: string): Agent {
  return {
    profile: {
      ...profile,
      agentId: String(agent),
      queues: [...profile.queues],
      languages: [...profile.languages],
    },
    status: "available",
    statusAt: idleSince,
    work: [],
    idleSince,
    declined: [],
    misses: 0,
    version: 1,
  };
}

function routingOf(context: string): Routing {
  const at = new Date(startMs).toISOString();
  return {
    caseId: "case",
    customerId: "customer",
    leg: 1,
    status: "waiting",
    facts: {
      channel: "voice",
      units: 60,
      context,
      campaignKnown: true,
      highValue: false,
      repeat: false,
      rules: [],
    },
    steps: [{ afterSeconds: 0, requirement: { queueId: "sales", skills: {} }, reason: "exact" }],
    step: 0,
    enqueuedAt: at,
    headStart: [],
    rank: at,
    token: 0,
    callback: false,
    version: 1,
  };
}
