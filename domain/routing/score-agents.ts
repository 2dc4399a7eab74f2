/** Which of the agents who could take a case takes it: every reason a number, and the numbers add up. Pure. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Candidate, Decision, ScoreTerm } from "../../schemas/routing/decision.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Requirement } from "../../schemas/routing/requirement.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { freeUnits, stepOf } from "./eligibility.ts";
import { type Advantage, advantageOf } from "./learning/advantage.ts";
import type { LearnedOf } from "./routing-store.ts";

export interface ScoringInput extends Omit<Scoring, "lastAgentId" | "usual"> {
  readonly routing: Routing;
  readonly agents: readonly Agent[];
  readonly learned: LearnedOf;
}

/** What a score goes by besides the candidate. */
export interface Scoring {
  readonly lastAgentId: string | undefined;
  /** Mean reward in the context; absent before the first outcome. */
  readonly usual: number | undefined;
  readonly policy: RoutingPolicy;
  readonly arm: Decision["arm"];
  /** From 0 to below 1. */
  readonly draw: number;
  readonly now: Date;
}

type Unscored = Omit<Candidate, "score" | "terms" | "lost">;

/** Levels to spare from which on an agent is an expert: more make no difference. */
const expertSpareLevels = 10;

/** The candidates, best first. Among equals the longest idle, then the smaller id. */
export function scoreAgents({ routing, agents, learned, ...scoring }: ScoringInput): Candidate[] {
  const { requirement } = stepOf(routing);
  const candidates = agents.map((agent) => unscored(agent, requirement, learned));
  const { lastAgentId } = routing.facts;
  return scoreCandidates(candidates, { ...scoring, lastAgentId, usual: learned.usual });
}

/** The same for candidates as a decision has kept them. */
export function scoreCandidates(candidates: readonly Unscored[], scoring: Scoring): Candidate[] {
  const advantages = candidates.map((candidate) => advantageIn(candidate, scoring));
  const share = shareOfRange(advantages);
  return candidates
    .map((candidate, index) => {
      const value = advantages[index]?.value ?? 0;
      return scored(candidate, scoring, { value, share: share(value) });
    })
    .sort(bestFirst);
}

function unscored({ profile, ...agent }: Agent, requirement: Requirement, { agents }: LearnedOf): Unscored {
  const { agentId, capacityUnits, skills } = profile;
  const known = agents.get(agentId);
  return {
    agentId,
    idleSince: agent.idleSince,
    freeUnits: freeUnits({ profile, ...agent }),
    capacityUnits,
    spareLevels: spareLevels(skills, requirement),
    ...(known === undefined ? {} : { learned: known }),
  };
}

/** In the control group, what is learned does not count. */
function advantageIn({ agentId, learned }: Unscored, { usual, policy, arm, draw }: Scoring): Advantage {
  if (arm === "control") return { value: 0, doubt: 1 };
  return advantageOf(agentId, learned, { usual, draw }, policy.learning);
}

/**
 * From 0 for the least of them to nearly 1 for the best: the nearer, the more the range exceeds the doubt in it.
 *
 * In shares of the range, since how much agents differ is another matter in every context: in chances, waiting for
 * work would decide everything where they differ little, and nothing where they differ much.
 */
function shareOfRange(advantages: readonly Advantage[]): (value: number) => number {
  const values = advantages.map(({ value }) => value);
  const least = Math.min(...values);
  const doubt = advantages.reduce((sum, one) => sum + one.doubt, 0) / advantages.length;
  const whole = Math.max(...values) - least + doubt;
  return (value) => (value - least) / whole;
}

function scored(
  candidate: Unscored,
  { lastAgentId, policy, now }: Scoring,
  advantage: { readonly value: number; readonly share: number },
): Candidate {
  const { agentId, idleSince, freeUnits: free, capacityUnits, spareLevels: spare, learned } = candidate;
  const { weights } = policy;
  const returns = agentId === lastAgentId ? 1 : 0;
  const idleSeconds = Math.max(0, (now.getTime() - Date.parse(idleSince)) / 1000);
  const used = (capacityUnits - free) / capacityUnits;
  const terms: ScoreTerm[] = [
    { feature: "continuity", value: returns, points: weights.continuity * returns },
    { feature: "advantage", value: advantage.value, points: weights.advantage * advantage.share },
    { feature: "idle", value: idleSeconds, points: weights.idle * idleShare(idleSeconds, policy) },
    { feature: "load", value: used, points: 0 - weights.load * used },
    { feature: "skill", value: spare, points: 0 - weights.skill * Math.min(1, spare / expertSpareLevels) },
  ];
  return {
    agentId,
    idleSince,
    freeUnits: free,
    capacityUnits,
    spareLevels: spare,
    ...(learned === undefined ? {} : { learned }),
    score: terms.reduce((sum, { points }) => sum + points, 0),
    terms,
  };
}

/**
 * 1 after 1.7 times what a case takes, and without a bound: it rises fast at first, which shares the work out, and
 * for ever, so that everybody gets some, whatever was learned.
 */
const idleShare = (idleSeconds: number, { handleMinutes }: RoutingPolicy): number =>
  Math.log1p(idleSeconds / (handleMinutes * 60));

/** Of skills that are not asked for, every level is to spare: experts are kept for those who need them. */
function spareLevels(skills: Readonly<Record<string, number>>, requirement: Requirement): number {
  return Object.entries(skills).reduce(
    (sum, [skill, level]) => sum + Math.max(0, level - (requirement.skills[skill] ?? 0)),
    0,
  );
}

function bestFirst(left: Candidate, right: Candidate): number {
  if (left.score !== right.score) return right.score - left.score;
  if (left.idleSince !== right.idleSince) return left.idleSince < right.idleSince ? -1 : 1;
  return left.agentId < right.agentId ? -1 : 1;
}
