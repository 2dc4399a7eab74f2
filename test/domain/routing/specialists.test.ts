/** Four specialists of whom nobody knows how good they are: learned from what becomes of their cases. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import { saveAgentProfile } from "../../../domain/routing/agents.ts";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import type { Decision } from "../../../schemas/routing/decision.ts";
import { Centre } from "../../../scripts/simulate/centre.ts";
import type { Customer } from "../../../scripts/simulate/customers.ts";
import type { Flow } from "../../../scripts/simulate/day.ts";
import { random } from "../../../scripts/simulate/random.ts";
import { SimulatedTime } from "../../../scripts/simulate/simulated-time.ts";
import type { Employee } from "../../../scripts/simulate/staff.ts";

const cards: Flow = {
  channel: "voice",
  campaign: "bahar-kart",
  intent: "card-application",
  type: "request",
  language: "tr",
  arrivals: [1],
  handleSeconds: 360,
  patienceSeconds: 86_400,
  targetSeconds: 20,
  highValue: 0,
  success: 0.35,
};
const otherWork: Flow = { ...cards, campaign: "konut-kredisi", intent: "loan-application" };

const hidden = { "agent-1": 0.15, "agent-2": 0.55, "agent-3": 0.6, "agent-4": 0.1 };
const best = ["agent-2", "agent-3"];

const group = {
  groupId: "specialists",
  count: 4,
  queues: ["general", "cards"],
  skills: { card: 3 },
  languages: ["tr"],
  from: 0,
  to: 48,
  effects: { everywhere: 0, perCampaign: 0 },
  declines: 0,
  misses: 0,
  answerSeconds: 1,
};

const staff = new Map(
  Object.entries(hidden).map(([agentId, chance]): [string, Employee] => {
    const { queues, skills, languages } = group;
    const profile = { agentId, kind: "human", queues, skills, languages, capacityUnits: 60 } as const;
    return [agentId, { profile, group, chanceOf: (flow) => (flow === cards ? chance : 0.35) }];
  }),
);

/** Half of the agents' time is taken: mostly there is a choice. */
const gapSeconds = 180;
const outcomesBefore = 200;

/** @returns who took which case, in order; and every decision */
async function serve(flows: readonly Flow[], enabled: boolean) {
  const policy = {
    ...defaultRoutingPolicy,
    learning: { ...defaultRoutingPolicy.learning, enabled, share: 1 },
  };
  const time = new SimulatedTime("2026-11-22T06:00:00.000Z", -1);
  const served: string[] = [];
  const centre = new Centre({ seed: 7, policy, time, staff }, (agentId) => served.push(agentId));
  const decisions: Decision[] = [];
  const save = centre.deps.store.save;
  vi.spyOn(centre.deps.store, "save").mockImplementation(async (change) => {
    const saved = await save(change);
    if (saved === "saved" && change.decision !== undefined) decisions.push(change.decision);
    return saved;
  });
  for (const { profile } of staff.values()) await saveAgentProfile(centre.deps, profile);
  for (const agentId of staff.keys()) time.at(0, () => centre.say(agentId, "available"));
  const source = random(7, "customers");
  const count = 500 * flows.length;
  let arrivesAt = 60;
  for (let index = 0; index < count; index += 1) {
    arrivesAt += source.exponential(gapSeconds);
    const flow = flows[index % flows.length] ?? cards;
    const customer: Customer = {
      caseId: `case-${index}`,
      flow,
      arrivesAt,
      handleSeconds: source.lognormal(flow.handleSeconds, 0.6),
      patienceSeconds: flow.patienceSeconds,
      highValue: false,
      luck: source.next(),
      isPassedOn: false,
    };
    time.at(arrivesAt, () => centre.receive({ customer, queueId: "cards", transfers: 0 }));
  }
  await time.runUntil(Number.MAX_VALUE);
  return { decisions, served };
}

const shareOf = (agentIds: readonly string[], decisions: readonly Decision[]): number =>
  decisions.filter(({ winner }) => winner !== undefined && agentIds.includes(winner)).length /
  decisions.length;

const ofCards = (decisions: readonly Decision[]): Decision[] =>
  decisions.filter(({ facts }) => facts.context.startsWith("bahar-kart")).slice(outcomesBefore);

describe.each([
  ["who have other work too", [cards, otherWork]],
  ["who have no other work", [cards]],
] as const)("four specialists for credit cards, %s", (_, flows) => {
  let learned: Awaited<ReturnType<typeof serve>>;
  let control: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    learned = await serve(flows, true);
    control = await serve(flows, false);
  });

  it("share the cards evenly where nothing is learned", () => {
    expect(shareOf(best, ofCards(control.decisions))).toBeCloseTo(0.5, 1);
  });

  it("after 200 outcomes the best ones get most of those customers", () => {
    expect(shareOf(best, ofCards(learned.decisions))).toBeGreaterThan(0.62);
  });

  it("every decision is explained by reasons that add up to the score", () => {
    const candidates = learned.decisions.flatMap((decision) => decision.candidates);
    expect(candidates.length).toBeGreaterThan(900);
    for (const { score, terms } of candidates)
      expect(terms.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9);
  });

  it("everyone still gets work", () => {
    const later = learned.served.slice(outcomesBefore * flows.length);
    for (const agentId of staff.keys()) {
      const share = later.filter((one) => one === agentId).length / later.length;
      expect(share).toBeGreaterThan(0.12);
    }
  });
});
