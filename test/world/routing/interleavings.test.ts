/** Three routers, three agents, four cases: what must hold holds in every order that their steps can have. */
import { describe, expect, it } from "vitest";
import { withWork } from "../../../domain/routing/agent-state.ts";
import { setAgentStatus } from "../../../domain/routing/agents.ts";
import { acceptOffer, giveBack } from "../../../domain/routing/answer-offer.ts";
import { poolIdOf, poolOf } from "../../../domain/routing/eligibility.ts";
import { releaseWork } from "../../../domain/routing/end-routing.ts";
import { reap } from "../../../domain/routing/reap.ts";
import { assigned, offered } from "../../../domain/routing/routing-state.ts";
import type { Directory } from "../../../domain/routing/routing-store.ts";
import { standInLine } from "../../../domain/routing/workflow-steps/stand-in-line.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { explore, type Scenario } from "./explore.ts";
import { expectConsistent, expectInOrder, expectNoneLeft } from "./invariants.ts";
import type { Process, ProcessDeps } from "./replay.ts";
import { agentOf, at, type CaseWords, caseOf, noon, policyWith } from "./scene.ts";

const policy = policyWith();
/** When every lease is over. */
const later = 100;

/** The cases that come, by id: their places in line are given by when they came, not by who gets to run. */
type Cases = Readonly<Record<string, CaseWords>>;

/** `queue c1 1 at 5`: what is done, and by whose clock. */
const processOf =
  (cases: Cases) =>
  (name: string): Process => {
    const [, words = name, clock = "0"] = /^(.*?)(?: at (\d+))?$/.exec(name) ?? [];
    return {
      clock: Number(clock),
      run: (deps) => runStep(deps, cases, words),
    };
  };

async function runStep(deps: ProcessDeps, cases: Cases, step: string): Promise<void> {
  const [verb = "", who = "", what = ""] = step.split(" ");
  switch (verb) {
    case "queue":
      return queue(deps, caseOf(who, cases[who]), `${who}/${what}`);
    case "finish":
      return void (await releaseWork(deps, { caseId: who }));
    case "accept":
      return void (await acceptOffer(deps, { caseId: who, agentId: what }));
    case "decline":
      return void (await giveBack(deps, { caseId: who, agentId: what, how: "declined" }));
    case "miss":
      return void (await giveBack(deps, { caseId: who, agentId: what, how: "missed" }));
    case "login":
      return void (await setAgentStatus(deps, who, "available", at(2)));
    case "logout":
      return void (await setAgentStatus(deps, who, "offline", at(1)));
    case "reap":
      return void (await reap(deps));
    default:
      throw new Error(`nobody knows how to ${step}`);
  }
}

/** The workflow's state in which a case waits: new in line, or back from an offer. */
function queue(deps: ProcessDeps, { steps, facts, ...routing }: Routing, taskToken: string): Promise<void> {
  const { caseId, customerId, headStart, callback } = routing;
  const arrived = { caseId, customerId, facts, steps, headStart, callback };
  const describeCase = async () => ({ kind: "agent", arrived }) as const;
  const nothing = async () => {};
  const all = {
    ...deps,
    describeCase,
    linkContact: nothing,
    offerInConnect: nothing,
    withdrawFromConnect: nothing,
    noteOnCase: nothing,
  };
  return standInLine(all, { caseId, leg: 1 }, taskToken);
}

/** Whoever did not take a case makes the workflow ask the next: the case is in line again, now by another token. */
const requeue: Scenario["onTold"] = (taskToken, what) => {
  if (typeof what !== "string") return [];
  const [caseId, count] = taskToken.split("/");
  return [`queue ${caseId} ${Number(count) + 1}`];
};

const requeueLater: Scenario["onTold"] = (taskToken, what) =>
  (requeue?.(taskToken, what) ?? []).map((name) => `${name} at ${later}`);

function directoryOf(...routings: readonly Routing[]): Directory {
  return { groups: new Map(), pools: new Map(routings.map((one) => [poolIdOf(poolOf(one)), poolOf(one)])) };
}

/** The agent and the case, in the middle of an offer or of the work. */
function together(agent: Agent, routing: Routing, state: "offered" | "accepted"): [Agent, Routing] {
  const { caseId, customerId, facts } = routing;
  const { agentId } = agent.profile;
  const reserved = offered(routing, agentId, at(-5), at(50));
  const reservation = reserved.reservation ?? expect.fail("not reserved");
  const work = { caseId, customerId, token: 1, units: facts.units, since: at(-5), state };
  return [
    withWork(agent, work),
    state === "offered"
      ? { ...reserved, ...(routing.taskToken === undefined ? {} : { taskToken: routing.taskToken }) }
      : assigned(reserved, reservation, at(-5)),
  ];
}

interface Words extends Omit<Scenario, "policy" | "process"> {
  readonly cases: Cases;
  readonly policy?: Scenario["policy"];
  /** Seconds after noon. */
  readonly end?: number;
}

async function expectSound({ cases, end = 2, ...words }: Words): Promise<void> {
  const scenario = { policy, ...words, process: processOf(cases) };
  const { states, ends } = await explore(scenario, {
    rows: expectConsistent,
    reservation: (made) => expectInOrder(made, scenario.policy),
    atRest: (rows) => expectNoneLeft(rows, scenario.policy, noon + end * 1000),
  });
  expect(ends).toBeGreaterThan(1);
  expect(states).toBeGreaterThan(ends);
}

const agents = ["a1", "a2", "a3"].map((agentId) => agentOf(agentId));
const [a1, a2, a3] = agents as [Agent, Agent, Agent];
const calls: Cases = { c1: {}, c2: {}, c3: {}, c4: {} };
const known = directoryOf(caseOf("call"), caseOf("chat", { medium: "chat" }));

describe("three routers, three agents, four cases", () => {
  it("come into lines that are new, and all agents are free", async () => {
    await expectSound({
      cases: calls,
      agents,
      routings: [],
      atOnce: [["queue c1 1 at 1"], ["queue c2 1 at 1"], ["queue c3 1 at 2"]],
      afterwards: [[["queue c4 1 at 2"], ["finish c1 at 2"]]],
    });
  });

  it("come while agents become free", async () => {
    const pairs = agents.map((agent, index) => together(agent, caseOf(`x${index + 1}`), "accepted"));
    await expectSound({
      cases: calls,
      directory: known,
      agents: pairs.map(([agent]) => agent),
      routings: [...pairs.map(([, routing]) => routing), caseOf("c4", { came: -1 })],
      atOnce: [
        ["queue c1 1 at 1", "finish x1 at 1"],
        ["finish x2 at 1", "queue c2 1 at 1"],
        ["finish x3 at 2", "queue c3 1 at 2"],
      ],
    });
  });

  it("while one agent declines, one misses and one accepts", async () => {
    const offers = agents.map((agent, index) => {
      const caseId = `c${index + 1}`;
      return together(agent, caseOf(caseId, { taskToken: `${caseId}/1` }), "offered");
    });
    await expectSound({
      cases: calls,
      directory: known,
      agents: offers.map(([agent]) => agent),
      routings: [...offers.map(([, routing]) => routing), caseOf("c4", { came: 1, taskToken: "c4/1" })],
      atOnce: [["decline c1 a1"], ["miss c2 a2"], ["accept c3 a3"]],
      onTold: requeue,
    });
  });

  it("while agents come and go", async () => {
    const [offered1, c1] = together(a1, caseOf("c1", { taskToken: "c1/1" }), "offered");
    await expectSound({
      cases: calls,
      directory: known,
      agents: [offered1, { ...a2, status: "away" }, { ...a3, status: "offline" }],
      routings: [c1, caseOf("c2", { came: -1 }), caseOf("c3", { came: 1 }), caseOf("c4", { came: 2 })],
      atOnce: [["logout a1"], ["login a2"], ["login a3"]],
      onTold: requeue,
    });
  });

  it("while one offer is answered twice, and its agent goes and comes back", async () => {
    const [offered1, c1] = together(a1, caseOf("c1"), "offered");
    await expectSound({
      cases: calls,
      directory: known,
      agents: [offered1],
      routings: [c1],
      atOnce: [["decline c1 a1"], ["decline c1 a1"], ["logout a1", "login a1"]],
    });
  });

  it("of different size, beside what agents do already", async () => {
    const [busy1, x1] = together(a1, caseOf("x1", { medium: "chat" }), "accepted");
    const [busy2, x2] = together(a2, caseOf("x2"), "accepted");
    await expectSound({
      cases: { c1: { medium: "chat" }, c2: {}, c3: { medium: "chat" }, c4: {} },
      directory: known,
      agents: [busy1, busy2, { ...a3, profile: { ...a3.profile, capacityUnits: 40 } }],
      routings: [x1, x2, caseOf("c4", { came: -1 })],
      atOnce: [["queue c1 1 at 1"], ["queue c2 1 at 1", "queue c3 1 at 1"], ["finish x2 at 1"]],
    });
  });
});

describe("a router that dies anywhere, and the reaper after it", () => {
  it("leaves no case behind that came while agents became free", async () => {
    const pairs = agents.map((agent, index) => together(agent, caseOf(`x${index + 1}`), "accepted"));
    await expectSound({
      cases: calls,
      directory: known,
      agents: pairs.map(([agent]) => agent),
      routings: [...pairs.map(([, routing]) => routing), caseOf("c4", { came: -1 })],
      atOnce: [["queue c1 1 at 1", "finish x1 at 1"], ["finish x2 at 1"], ["queue c2 1 at 1"]],
      afterwards: [[[`reap at ${later}`]]],
      deaths: 1,
      onTold: requeueLater,
      end: later,
    });
  });

  it("leaves no case behind that was declined", async () => {
    const [offered1, c1] = together(a1, caseOf("c1", { taskToken: "c1/1" }), "offered");
    const [offered2, c2] = together(a2, caseOf("c2", { taskToken: "c2/1" }), "offered");
    await expectSound({
      cases: calls,
      directory: known,
      agents: [offered1, offered2, { ...a3, status: "offline" }],
      routings: [c1, c2, caseOf("c3", { came: 1 }), caseOf("c4", { came: 2 })],
      atOnce: [["decline c1 a1"], ["accept c2 a2"], ["login a3"]],
      afterwards: [[[`reap at ${later}`]]],
      deaths: 1,
      onTold: requeueLater,
      end: later,
    });
  });
});
