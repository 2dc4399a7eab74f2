import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { type ScoringInput, scoreAgents } from "../../../domain/routing/score-agents.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Learned, ScoreTerm } from "../../../schemas/routing/decision.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";

const now = new Date("2026-11-22T09:00:00.000Z");

interface Words {
  readonly idleSeconds?: number;
  readonly usedUnits?: number;
  readonly skills?: Record<string, number>;
}

function agent(agentId: string, { idleSeconds = 60, usedUnits = 0, skills = {} }: Words = {}): Agent {
  const since = new Date(now.getTime() - idleSeconds * 1000).toISOString();
  const work = {
    caseId: "other",
    customerId: "c",
    token: 1,
    units: usedUnits,
    state: "accepted",
    since,
  } as const;
  return {
    profile: { agentId, kind: "human", queues: ["cards"], skills, languages: ["tr"], capacityUnits: 60 },
    status: "available",
    statusAt: since,
    work: usedUnits === 0 ? [] : [work],
    idleSince: since,
    declined: [],
    misses: 0,
    version: 1,
  };
}

function routing(lastAgentId?: string): Routing {
  const at = now.toISOString();
  const requirement = { queueId: "cards", skills: { card: 2 } };
  return {
    caseId: "case",
    customerId: "c",
    leg: 1,
    status: "waiting",
    facts: {
      channel: "chat",
      units: 20,
      context: "spring|card-application",
      campaignKnown: true,
      highValue: false,
      repeat: false,
      ...(lastAgentId === undefined ? {} : { lastAgentId }),
      rules: [],
    },
    steps: [{ afterSeconds: 0, requirement, reason: "exact" }],
    step: 0,
    enqueuedAt: at,
    headStart: [],
    rank: at,
    token: 0,
    callback: false,
    version: 1,
  };
}

const learned = (of: Record<string, Learned>) => ({ agents: new Map(Object.entries(of)), usual: 0.3 });
/** Better here than elsewhere by so much. */
const better = (by: number): Learned => ({
  trials: 500,
  surplus: 500 * by,
  allTrials: 1000,
  allSurplus: 500 * by,
});

const score = (agents: readonly Agent[], rest: Partial<ScoringInput> = {}) =>
  scoreAgents({
    routing: routing(),
    agents,
    learned: { agents: new Map() },
    policy: defaultRoutingPolicy,
    arm: "learned",
    draw: 0.5,
    now,
    ...rest,
  });

/** Tries nothing out. */
const sure = {
  ...defaultRoutingPolicy,
  learning: { ...defaultRoutingPolicy.learning, exploration: 0 },
};

const winner = (agents: readonly Agent[], rest: Partial<ScoringInput> = {}) =>
  score(agents, rest)[0]?.agentId;

const pointsOf = (agentId: string, feature: ScoreTerm["feature"], candidates: ReturnType<typeof score>) =>
  candidates.find((one) => one.agentId === agentId)?.terms.find((term) => term.feature === feature)?.points;

const anyAgents = fc.uniqueArray(
  fc.record({
    agentId: fc.stringMatching(/^[a-z]{1,6}$/),
    idleSeconds: fc.integer({ min: -10, max: 1_000_000 }),
    usedUnits: fc.constantFrom(0, 12, 20, 40),
    skills: fc.dictionary(fc.constantFrom("card", "loan"), fc.integer({ min: 1, max: 5 })),
    trials: fc.double({ min: 0, max: 1e4, noNaN: true }),
    rate: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
  { selector: ({ agentId }) => agentId, minLength: 1, maxLength: 12 },
);

describe("the score of a candidate", () => {
  it("is the sum of its reasons, all of them given, whoever the candidates are", () => {
    fc.assert(
      fc.property(anyAgents, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (words, draw) => {
        const known = words.map(({ agentId, trials, rate }) => {
          const sums = { trials, surplus: rate * trials, allTrials: 2 * trials, allSurplus: rate * trials };
          return [agentId, sums] as const;
        });
        const candidates = score(
          words.map(({ agentId, ...rest }) => agent(agentId, rest)),
          { routing: routing(words[0]?.agentId), learned: { agents: new Map(known), usual: 0.4 }, draw },
        );
        expect(candidates).toHaveLength(words.length);
        for (const { score: total, terms } of candidates) {
          expect(terms.map(({ feature }) => feature)).toEqual([
            "continuity",
            "advantage",
            "idle",
            "load",
            "skill",
          ]);
          expect(Number.isFinite(total)).toBe(true);
          expect(terms.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(total, 9);
        }
        const scores = candidates.map((one) => one.score);
        expect(scores).toEqual(scores.toSorted((left, right) => right - left));
      }),
    );
  });

  it("does not depend on the order of the candidates", () => {
    fc.assert(
      fc.property(anyAgents, (words) => {
        const agents = words.map(({ agentId, ...rest }) => agent(agentId, rest));
        expect(score(agents)).toEqual(score(agents.toReversed()));
      }),
    );
  });
});

describe("without learning", () => {
  it("the longest idle agent wins, also where others are known to be better", () => {
    const agents = [
      agent("a", { idleSeconds: 10 }),
      agent("b", { idleSeconds: 11 }),
      agent("c", { idleSeconds: 9 }),
    ];
    const rest = { arm: "control", learned: learned({ c: better(0.5), b: better(-0.5) }) } as const;
    expect(score(agents, rest).map(({ agentId }) => agentId)).toEqual(["b", "a", "c"]);
    expect(pointsOf("c", "advantage", score(agents, rest))).toBe(0);
  });

  it("among equals the longest idle wins, also where idle time is worth nothing", () => {
    const policy = { ...defaultRoutingPolicy, weights: { ...defaultRoutingPolicy.weights, idle: 0 } };
    const agents = [agent("a", { idleSeconds: 10 }), agent("b", { idleSeconds: 20 })];
    expect(winner(agents, { arm: "control", policy })).toBe("b");
  });

  it("among equals who have waited alike the smaller id wins", () => {
    expect(winner([agent("b"), agent("a")], { arm: "control" })).toBe("a");
  });

  it("says what was learned all the same, for a replay under another policy", () => {
    const rest = { arm: "control", learned: learned({ a: better(0.1) }) } as const;
    expect(score([agent("a")], rest)[0]?.learned).toEqual(better(0.1));
  });
});

describe("with learning", () => {
  it("whoever is better here wins before who has been idle for a little longer", () => {
    const agents = [agent("a", { idleSeconds: 60 }), agent("b", { idleSeconds: 200 })];
    expect(winner(agents, { policy: sure })).toBe("b");
    expect(winner(agents, { policy: sure, learned: learned({ a: better(0.2), b: better(0) }) })).toBe("a");
  });

  it("nobody is left without work: who has been idle for long enough wins before the best", () => {
    const best = { a: better(0.5), b: better(-0.3) };
    const agents = (idleSeconds: number) => [agent("a", { idleSeconds: 60 }), agent("b", { idleSeconds })];
    expect(winner(agents(600), { learned: learned(best) })).toBe("a");
    expect(winner(agents(8 * 3600), { learned: learned(best) })).toBe("b");
  });

  it("counts little where little is known", () => {
    const agents = (idleSeconds: number) => [agent("a", { idleSeconds: 60 }), agent("b", { idleSeconds })];
    const first = { trials: 1, surplus: 0.7, allTrials: 1, allSurplus: 0.7 };
    const rest = { policy: sure, learned: learned({ a: first }) };
    expect(winner(agents(61), rest)).toBe("a");
    expect(winner(agents(600), rest)).toBe("b");
    const points = pointsOf("a", "advantage", score(agents(61), rest)) ?? 0;
    expect(points).toBeGreaterThan(0);
    expect(points).toBeLessThan(sure.weights.advantage / 4);
  });

  it("gives the same answer to the same draw, and tries out others with other draws", () => {
    const agents = ["a", "b", "c"].map((agentId) => agent(agentId));
    const winners = Array.from({ length: 60 }, (_, index) => winner(agents, { draw: index / 60 }));
    expect(winners).toEqual(Array.from({ length: 60 }, (_, index) => winner(agents, { draw: index / 60 })));
    expect(new Set(winners)).toEqual(new Set(["a", "b", "c"]));
  });
});

describe("other reasons", () => {
  it("whoever served the customer last is preferred", () => {
    expect(winner([agent("a"), agent("b")], { routing: routing("b") })).toBe("b");
  });

  it("who has more to do is spared", () => {
    expect(winner([agent("a", { usedUnits: 40 }), agent("b", { usedUnits: 20 })], { arm: "control" })).toBe(
      "b",
    );
  });

  it("experts are kept for those who need them", () => {
    const expert = agent("a", { skills: { card: 5 } });
    const linguist = agent("b", { skills: { card: 2, loan: 4 } });
    const fitting = agent("c", { skills: { card: 2 } });
    const candidates = score([expert, linguist, fitting], { arm: "control" });
    expect(candidates.map(({ agentId, spareLevels }) => [agentId, spareLevels])).toEqual([
      ["c", 0],
      ["a", 3],
      ["b", 4],
    ]);
  });

  it("keeps with each candidate what it was scored by", () => {
    expect(score([agent("a", { usedUnits: 20, idleSeconds: 30, skills: { card: 3 } })])[0]).toMatchObject({
      idleSince: "2026-11-22T08:59:30.000Z",
      freeUnits: 40,
      capacityUnits: 60,
      spareLevels: 1,
    });
  });
});
