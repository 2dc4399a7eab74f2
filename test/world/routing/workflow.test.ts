/** Every way through the workflow, by the definition that deploys. */
import { describe, expect, it, vi } from "vitest";
import { setAgentStatus } from "../../../domain/routing/agents.ts";
import { acceptOffer, giveBack } from "../../../domain/routing/answer-offer.ts";
import { describeAgain } from "../../../domain/routing/describe-again.ts";
import { endRouting, releaseWork } from "../../../domain/routing/end-routing.ts";
import { nextMove } from "../../../domain/routing/follow-case.ts";
import { reap } from "../../../domain/routing/reap.ts";
import { takeOver } from "../../../domain/routing/take-over.ts";
import type { Wanted } from "../../../domain/routing/workflow-steps/deps.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import { createRoutingWorld, type RoutingWorld } from "../../support/routing-world.ts";
import { agentOf, policyWith } from "./scene.ts";

const start = "2026-11-22T09:00:00.000Z";
const agent = (agentId: string, change: Partial<Agent> = {}) =>
  agentOf(agentId, { statusAt: start, idleSince: start, ...change });

const wanted = (channel: "voice" | "chat" = "chat", change: object = {}): Wanted => ({
  kind: "agent",
  arrived: {
    caseId: "c1",
    customerId: "p1",
    facts: {
      channel,
      units: channel === "voice" ? 60 : 20,
      context: "-|-",
      campaignKnown: false,
      highValue: false,
      repeat: false,
      rules: [],
    },
    steps: [{ afterSeconds: 0, requirement: { queueId: "general", skills: {} }, reason: "exact" }],
    headStart: [],
    callback: false,
    ...change,
  },
});

const world = (agents: readonly Agent[], change: Partial<RoutingPolicy> = {}) =>
  createRoutingWorld({ agents, policy: policyWith(change) });

const until = (check: () => unknown | Promise<unknown>) => vi.waitFor(check, { interval: 1, timeout: 2000 });

const offeredTo = (at: RoutingWorld, agentId: string, token: number) =>
  until(async () => {
    const { status, reservation, taskToken } = await at.routing("c1");
    expect({ status, agentId: reservation?.agentId, token: reservation?.token }).toEqual({
      status: "offered",
      agentId,
      token,
    });
    expect(taskToken).toBeDefined();
    expect(at.leg("c1")?.states.at(-1)).toBe("Offer the case to the agent");
  });

const waiting = (at: RoutingWorld) =>
  until(async () => {
    const { status, taskToken } = await at.routing("c1");
    expect(status).toBe("waiting");
    expect(taskToken).toBeDefined();
  });

const endsWith = (at: RoutingWorld, state: string, leg = 1) =>
  until(() => expect(at.leg("c1", leg)?.ended()).toBe(state));

describe("the workflow", () => {
  it("takes at most 6 transitions from case to accepted agent, and writes down who has it", async () => {
    const at = world([agent("a1")]);
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    expect(await acceptOffer(at, { caseId: "c1", agentId: "a1", token: 1 })).toEqual({
      kind: "accepted",
      token: 1,
    });
    await endsWith(at, "An agent has the case");
    const { states = [] } = at.leg("c1") ?? {};
    expect(states.length).toBeLessThanOrEqual(6);
    expect(at.notes).toEqual([
      expect.objectContaining({ caseId: "c1", leg: 1, kind: "case.assigned", agentId: "a1", token: 1 }),
    ]);
    expect(await at.routing("c1")).toMatchObject({ status: "assigned" });
  });

  it("lets whoever becomes free take a case that waits, in no more transitions", async () => {
    const at = world([agent("a1", { status: "offline" })]);
    await at.arrive("c1", wanted());
    await waiting(at);
    at.pass(1);
    await setAgentStatus(at, "a1", "available", at.now().toISOString());
    await offeredTo(at, "a1", 1);
    await acceptOffer(at, { caseId: "c1", agentId: "a1", token: 1 });
    await endsWith(at, "An agent has the case");
    expect(at.leg("c1")?.states.length).toBeLessThanOrEqual(6);
  });

  it("starts once, however often it is told to", async () => {
    const at = world([agent("a1")]);
    await at.arrive("c1", wanted());
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    expect((await at.agent("a1")).work).toHaveLength(1);
  });

  it("gives a declined case its place back, and to the next agent", async () => {
    const at = world([agent("a1"), agent("a2")]);
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    const { rank } = await at.routing("c1");
    await giveBack(at, { caseId: "c1", agentId: "a1", token: 1, how: "declined" });
    await offeredTo(at, "a2", 2);
    expect((await at.routing("c1")).rank).toBe(rank);
    expect(at.withdrawn).toEqual([1]);
    expect(at.leg("c1")?.states).toContain("Give the case its place back");
  });

  it("offers a lone decliner the case again when the cool-down is over", async () => {
    const at = world([agent("a1")]);
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    await giveBack(at, { caseId: "c1", agentId: "a1", token: 1, how: "declined" });
    await waiting(at);
    at.pass(policyWith().offer.cooldownSeconds + 1);
    await at.timeOut("c1");
    await offeredTo(at, "a1", 2);
    expect(at.leg("c1")?.states).toContain("Widen the circle of agents");
  });

  it("notes a missed offer, and sends away whoever misses too many", async () => {
    const at = world([agent("a1")], { offer: { seconds: 20, cooldownSeconds: 0, mostMisses: 2 } });
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    await at.timeOut("c1");
    await offeredTo(at, "a1", 2);
    expect(await at.agent("a1")).toMatchObject({ misses: 1, status: "available" });
    await at.timeOut("c1");
    await waiting(at);
    expect(await at.agent("a1")).toMatchObject({ status: "away", work: [] });
    expect(at.leg("c1")?.states).toContain("Note the missed offer");
  });

  it("takes an offer back from an agent who logs off", async () => {
    const at = world([agent("a1"), agent("a2", { status: "offline" })]);
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    at.pass(1);
    await setAgentStatus(at, "a1", "offline", at.now().toISOString());
    await waiting(at);
    at.pass(1);
    await setAgentStatus(at, "a2", "available", at.now().toISOString());
    await offeredTo(at, "a2", 2);
    expect((await at.agent("a1")).work).toEqual([]);
  });

  it("ends when the customer gives up waiting, and says so on the timeline", async () => {
    const at = world([]);
    await at.arrive("c1", wanted("voice"));
    await waiting(at);
    await endRouting(at, "c1", "customer-left");
    await endsWith(at, "The customer left");
    expect(at.notes).toEqual([expect.objectContaining({ kind: "case.abandoned" })]);
  });

  it("frees the agent when the customer hangs up during the offer, and gives them the next case", async () => {
    const at = world([agent("a1")]);
    await at.arrive("c1", wanted("voice"));
    await offeredTo(at, "a1", 1);
    await endRouting(at, "c1", "customer-left");
    await endsWith(at, "The customer left");
    expect((await at.agent("a1")).work).toEqual([]);
    expect(at.withdrawn).toEqual([1]);
  });

  it("calls back whoever gave up, where the policy says so", async () => {
    const at = world([agent("a1", { status: "offline" })], {
      callback: { offerAfterSeconds: 60, followUpAbandoned: true },
    });
    await at.arrive("c1", wanted("voice"));
    await waiting(at);
    await endRouting(at, "c1", "customer-left");
    await until(async () =>
      expect(await at.routing("c1")).toMatchObject({ status: "waiting", callback: true }),
    );
    await waiting(at);
    at.pass(1);
    await setAgentStatus(at, "a1", "available", at.now().toISOString());
    await offeredTo(at, "a1", 1);
  });

  it("keeps the place of a customer who chooses to be called back", async () => {
    const at = world([agent("a1", { status: "offline" })]);
    await at.arrive("c1", wanted("voice"));
    await waiting(at);
    const { enqueuedAt } = await at.routing("c1");
    await at.signal("c1", "CallbackChosen");
    await until(async () => expect(await at.routing("c1")).toMatchObject({ callback: true, enqueuedAt }));
    expect(at.leg("c1")?.states).toContain("Keep a place for the call back");
  });

  it("takes a case up on its new channel while it waits, at the same place", async () => {
    const at = world([agent("a1", { status: "offline" })]);
    await at.arrive("c1", wanted("voice"));
    await waiting(at);
    const { enqueuedAt } = await at.routing("c1");
    at.describe("c1", wanted("chat"));
    await at.signal("c1", "ChannelChanged");
    await until(async () => {
      const { facts, enqueuedAt: kept } = await at.routing("c1");
      expect({ channel: facts.channel, units: facts.units, kept }).toEqual({
        channel: "chat",
        units: 20,
        kept: enqueuedAt,
      });
    });
    await waiting(at);
    expect(at.leg("c1")?.states).toContain("Take the case up on its new channel");
  });

  it("ends when a bot resolves the case meanwhile, in line or on offer", async () => {
    for (const agents of [[], [agent("a1")]]) {
      const at = world(agents);
      await at.arrive("c1", wanted());
      if (agents.length === 0) await waiting(at);
      else await offeredTo(at, "a1", 1);
      await endRouting(at, "c1", "resolved");
      await endsWith(at, "The case needs no agent");
      if (agents.length > 0) expect((await at.agent("a1")).work).toEqual([]);
    }
  });

  it("lets a bot take the case at once, and hands it to a human in one step", async () => {
    const bot = agentOf("bot-1", { kind: "bot", statusAt: start, idleSince: start, capacityUnits: 600 });
    const at = world([bot, agent("a1")], { bots: [{ agentId: "bot-1", channels: ["chat"] }] });
    const toBot = [
      { afterSeconds: 0, requirement: { queueId: "general", skills: {}, agentId: "bot-1" }, reason: "held" },
    ];
    await at.arrive("c1", wanted("chat", { steps: toBot }));
    await endsWith(at, "An agent has the case");
    expect(await at.routing("c1")).toMatchObject({ status: "assigned", reservation: { agentId: "bot-1" } });
    const found = { status: "open", openedAt: start, humanWantedAt: "2026-11-22T09:05:00.000Z" } as never;
    expect(nextMove(found, await at.routing("c1"), ["bot-1"])).toEqual({
      kind: "end",
      how: "human-wanted",
      again: true,
    });
    at.describe("c1", wanted());
    await endRouting(at, "c1", "human-wanted");
    await at.workflow.start({ caseId: "c1", leg: 2, waitSeconds: 60 });
    await until(async () => expect(await at.routing("c1")).toMatchObject({ status: "offered", leg: 2 }));
    expect(await at.routing("c1")).toMatchObject({ reservation: { agentId: "a1", token: 2 } });
  });

  it("refuses an answer with an old token, from an agent or a bot", async () => {
    const at = world([agent("a1"), agent("a2")]);
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    await giveBack(at, { caseId: "c1", agentId: "a1", token: 1, how: "declined" });
    await offeredTo(at, "a2", 2);
    expect(await acceptOffer(at, { caseId: "c1", agentId: "a1", token: 1 })).toEqual({ kind: "stale" });
    expect(await acceptOffer(at, { caseId: "c1", agentId: "a2", token: 1 })).toEqual({ kind: "stale" });
    expect(await acceptOffer(at, { caseId: "c1", agentId: "a2", token: 2 })).toEqual({
      kind: "accepted",
      token: 2,
    });
  });

  it("gives the agent the next case as soon as work is off their hands", async () => {
    const at = world([agent("a1", { profile: { ...agent("a1").profile, capacityUnits: 20 } })]);
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    await acceptOffer(at, { caseId: "c1", agentId: "a1", token: 1 });
    const second = wanted();
    if (second.kind === "agent")
      await at.arrive("c2", { ...second, arrived: { ...second.arrived, caseId: "c2" } });
    await until(async () => expect((await at.routing("c2")).status).toBe("waiting"));
    await releaseWork(at, { caseId: "c1", agentId: "a1" });
    expect(await at.routing("c2")).toMatchObject({ status: "offered", reservation: { agentId: "a1" } });
  });

  it("is started anew by the reaper when its executions are lost", async () => {
    const at = world([agent("a1")]);
    await at.arrive("c1", wanted());
    await offeredTo(at, "a1", 1);
    at.killWorkflows();
    at.pass(120);
    const deps = { ...at, expiredOffers: async () => [{ caseId: "c1", agentId: "a1", token: 1 }] };
    await reap(deps);
    await until(() => expect(at.leg("c1", 2)?.states).toContain("Offer the case to the agent"));
    expect(await at.routing("c1")).toMatchObject({ status: "offered", leg: 2, token: 2 });
    expect((await at.agent("a1")).work).toHaveLength(1);
  });
});

describe("a call that Amazon Connect gives to another agent", () => {
  it("is that agent's, with a token of its own, and the one who was offered it is free", async () => {
    const at = world([agent("a1"), agent("a2", { idleSince: "2026-11-22T08:59:59.000Z" })]);
    await at.arrive("c1", wanted("voice"));
    await until(async () => expect((await at.routing("c1")).taskToken).toBeDefined());
    const holder = (await at.routing("c1")).reservation?.agentId ?? "";
    const taker = holder === "a1" ? "a2" : "a1";
    expect(await takeOver(at, { caseId: "c1", agentId: taker })).toBe(2);
    expect(await takeOver(at, { caseId: "c1", agentId: taker })).toBe(2);
    await endsWith(at, "An agent has the case");
    expect(await at.routing("c1")).toMatchObject({
      status: "assigned",
      reservation: { agentId: taker, token: 2 },
    });
    expect((await at.agent(holder)).work).toEqual([]);
    expect((await at.agent(taker)).work).toMatchObject([{ caseId: "c1", token: 2, state: "accepted" }]);
    expect(at.notes).toMatchObject([{ kind: "case.assigned", agentId: taker, token: 2 }]);
  });
});

describe("a case on offer", () => {
  it("is taken back when the customer comes by another channel, and offered as what it is now", async () => {
    const at = world([agent("a1")]);
    await at.arrive("c1", wanted("chat"));
    await offeredTo(at, "a1", 1);
    const { enqueuedAt } = await at.routing("c1");
    at.describe("c1", wanted("voice"));
    await describeAgain(at, "c1", "ChannelChanged");
    await offeredTo(at, "a1", 2);
    expect(await at.routing("c1")).toMatchObject({ facts: { channel: "voice", units: 60 }, enqueuedAt });
    expect((await at.agent("a1")).work).toMatchObject([{ units: 60, token: 2 }]);
    expect(at.withdrawn).toEqual([1]);
  });

  it("becomes a call to make when the customer would rather be called back", async () => {
    const at = world([agent("a1"), agent("a2")]);
    await at.arrive("c1", wanted("voice"));
    await until(async () => expect((await at.routing("c1")).taskToken).toBeDefined());
    await describeAgain(at, "c1", "CallbackChosen");
    await until(async () =>
      expect(await at.routing("c1")).toMatchObject({ status: "offered", callback: true, token: 2 }),
    );
    const held = (await Promise.all(["a1", "a2"].map(at.agent))).flatMap(({ work }) => work);
    expect(held).toHaveLength(1);
  });
});

it("gives back what was offered to an agent whom Amazon Connect gives another call", async () => {
  const at = world([agent("a1"), agent("a2", { status: "offline" })]);
  await at.arrive("c1", wanted("voice"));
  await offeredTo(at, "a1", 1);
  const second = wanted("voice");
  if (second.kind === "agent") {
    await at.arrive("c2", { ...second, arrived: { ...second.arrived, caseId: "c2" } });
  }
  await until(async () => expect((await at.routing("c2")).taskToken).toBeDefined());
  await takeOver(at, { caseId: "c2", agentId: "a1" });
  expect((await at.agent("a1")).work).toMatchObject([{ caseId: "c2", state: "accepted" }]);
  await waiting(at);
  at.pass(1);
  await setAgentStatus(at, "a2", "available", at.now().toISOString());
  await offeredTo(at, "a2", 2);
});
