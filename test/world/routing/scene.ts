/** Agents, cases and a policy in few words, for proofs that need many of them. */
import type { Policies } from "../../../domain/policies/policies.ts";
import type { Agent, AgentProfile } from "../../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import type { Requirement } from "../../../schemas/routing/requirement.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";

export const noon = Date.parse("2026-11-22T12:00:00.000Z");

/** @param seconds after noon */
export const at = (seconds: number): string => new Date(noon + seconds * 1000).toISOString();

export const unitsOf = { voice: 60, chat: 20, email: 12 } as const;
export type Medium = keyof typeof unitsOf;

export function policyWith(change: Partial<RoutingPolicy> = {}): RoutingPolicy {
  return {
    unitsByChannel: unitsOf,
    queues: ["general", "sales"].map((queueId) => ({
      queueId,
      name: { tr: queueId, en: queueId },
      skills: {},
      headStartSeconds: 0,
    })),
    defaultQueueId: "general",
    rules: [],
    relaxation: [],
    stickiness: { withinDays: 30, holdSeconds: 60 },
    priority: { highValueSeconds: 60, repeatSeconds: 60, callbackSeconds: 60, mostSeconds: 120 },
    repeatWithinDays: 7,
    offer: { seconds: 20, cooldownSeconds: 60, mostMisses: 3 },
    callback: { offerAfterSeconds: 600, followUpAbandoned: false },
    holdRoomAfterSeconds: 60,
    handleMinutes: 5,
    weights: { continuity: 1, advantage: 10, idle: 1, load: 1, skill: 0.2 },
    learning: { enabled: false, share: 1, halfLifeDays: 30, priorTrials: 20, exploration: 0.5, rewards: {} },
    bots: [],
    ...change,
  };
}

/** Whatever is asked for, the routing policy is the answer. */
export function policiesOf(policy: RoutingPolicy): Policies {
  const inForce = Promise.resolve({ version: 1, policy });
  return { current: () => inForce as never };
}

export interface AgentWords extends Partial<Omit<Agent, "profile">>, Partial<Omit<AgentProfile, "agentId">> {}

export function agentOf(agentId: string, words: AgentWords = {}): Agent {
  const {
    name: _name,
    kind,
    queues,
    skills,
    languages,
    capacityUnits,
    connectUserId: _user,
    ...state
  } = words;
  return {
    profile: {
      agentId,
      kind: kind ?? "human",
      queues: queues ?? ["general"],
      skills: skills ?? {},
      languages: languages ?? ["tr"],
      capacityUnits: capacityUnits ?? 60,
    },
    status: "available",
    statusAt: at(-1000),
    work: [],
    idleSince: at(-1000),
    declined: [],
    misses: 0,
    version: 1,
    ...state,
  };
}

export interface CaseWords {
  readonly medium?: Medium;
  /** Seconds after noon. */
  readonly came?: number;
  readonly headStart?: number;
  readonly requirement?: Partial<Requirement>;
  readonly taskToken?: string;
}

/** A case in line for the first time. */
export function caseOf(caseId: string, words: CaseWords = {}): Routing {
  const { medium = "voice", came = 0, headStart = 0, requirement = {}, taskToken } = words;
  return {
    caseId,
    customerId: `customer-of-${caseId}`,
    leg: 1,
    status: "waiting",
    facts: {
      channel: medium,
      units: unitsOf[medium],
      context: "-|-",
      campaignKnown: false,
      highValue: false,
      repeat: false,
      rules: [],
    },
    steps: [
      { afterSeconds: 0, requirement: { queueId: "general", skills: {}, ...requirement }, reason: "exact" },
    ],
    step: 0,
    enqueuedAt: at(came),
    headStart: headStart === 0 ? [] : [{ reason: "test", seconds: headStart }],
    rank: at(came - headStart),
    token: 0,
    callback: false,
    ...(taskToken === undefined ? {} : { taskToken }),
    version: 1,
  };
}
