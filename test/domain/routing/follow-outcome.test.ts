import { describe, expect, it } from "vitest";
import { followOutcome } from "../../../domain/routing/follow-outcome.ts";
import { followSurvey } from "../../../domain/routing/follow-survey.ts";
import type { LearnedOutcome } from "../../../domain/routing/learning/rows.ts";
import type { OutcomeRecorded } from "../../../schemas/domain-events/catalogue.ts";
import { agentOf, at, caseOf, policyWith } from "../../world/routing/scene.ts";
import { desk, onHand, onOffer, over, type Scene } from "./desk.ts";

const base = policyWith();
const policy = policyWith({
  learning: { ...base.learning, rewards: { sold: 1, declined: 0, callback: 0.25 } },
});
const line = caseOf("c1", { medium: "chat" });
const inSpring = { ...line, facts: { ...line.facts, context: "spring|card" } };
const held = onHand(inSpring, agentOf("a1"));

/** Learns as the table does: what it has learned once it does not learn again. */
function school(scene: Scene) {
  const learned = new Map<string, LearnedOutcome>();
  const learning = {
    learn: async (id: string, outcome: LearnedOutcome) => void (learned.has(id) || learned.set(id, outcome)),
  };
  return { ...desk({ policy, ...scene }), learning, learned };
}

const outcome = (changes: Partial<OutcomeRecorded["data"]> = {}): OutcomeRecorded["data"] => ({
  customerId: "p1",
  eventId: "e1",
  occurredAt: at(200),
  channel: "note",
  outcome: "sold",
  caseId: "c1",
  agentId: "a1",
  intent: "loan",
  campaign: "autumn",
  ...changes,
});

describe("an outcome", () => {
  it("is learned of the agent, where the case was routed to, with the policy's reward", async () => {
    const here = school({ agents: [held.agent], routings: [held.routing] });
    await followOutcome(here, outcome());
    const lesson = { agentId: "a1", context: "spring|card", reward: 1, at: new Date(at(200)) };
    expect([...here.learned]).toEqual([["e1", lesson]]);
  });

  it.each([
    ["declined", 0],
    ["callback", 0.25],
  ])("%s teaches its own reward, also where that is nothing", async (name, reward) => {
    const here = school({});
    await followOutcome(here, outcome({ outcome: name }));
    expect(here.learned.get("e1")?.reward).toBe(reward);
  });

  it("is learned by its own campaign and intent, where routing had nothing to do with it", async () => {
    const here = school({});
    await followOutcome(here, outcome());
    await followOutcome(here, outcome({ eventId: "e2", caseId: undefined }));
    expect([...here.learned.values()].map(({ context }) => context)).toEqual(["autumn|loan", "autumn|loan"]);
  });

  it("teaches nothing without an agent, or where the policy gives it no worth", async () => {
    const here = school({ agents: [held.agent], routings: [held.routing] });
    await followOutcome(here, outcome({ agentId: undefined }));
    await followOutcome(here, outcome({ outcome: "wrong-number" }));
    expect(here.learned.size).toBe(0);
  });

  it("takes the case off the agent's hands once, and brings them the next", async () => {
    const next = caseOf("c2", { taskToken: "t2", medium: "voice" });
    const here = school({ agents: [held.agent], routings: [held.routing, next] });
    await followOutcome(here, outcome());
    await followOutcome(here, outcome());
    expect(here.store.routings.get("c1")).toMatchObject({
      status: "ended",
      ended: { how: "handled", agentId: "a1" },
    });
    expect(here.told).toEqual(["resume t2 a1 1"]);
    expect(here.learned.size).toBe(1);
    expect(here.store.agents.get("a1")?.work.map(({ caseId }) => caseId)).toEqual(["c2"]);
  });

  it.each([
    ["of another agent", onHand(inSpring, agentOf("a2"))],
    ["of a case that is only offered", onOffer(inSpring, agentOf("a1"))],
  ])("%s leaves the case where it is", async (_, { agent, routing }) => {
    const here = school({ agents: [agent], routings: [routing] });
    await followOutcome(here, outcome());
    expect(here.store.routings.get("c1")).toEqual(routing);
  });
});

describe("a survey's answer", () => {
  const answered = { identifierId: "i1", eventId: "e1", occurredAt: at(300), kind: "survey.answered" };
  async function learnedFrom(
    scene: Scene,
    attributes: object | undefined,
    place: Partial<typeof answered> = {},
  ) {
    const here = school(scene);
    const event = attributes === undefined ? {} : { caseId: "c1", attributes: attributes as never };
    const deps = { ...here, readEvent: async () => event };
    await followSurvey(deps, { ...answered, ...place });
    await followSurvey(deps, { ...answered, ...place });
    return [...here.learned.values()];
  }
  const onCase: Scene = { agents: [held.agent], routings: [held.routing] };

  it.each([
    [1, undefined, 0],
    [3, undefined, 0.5],
    [5, undefined, 1],
    [10, 10, 1],
    [0, 10, 0],
    [4, 5, 0.75],
  ])("of %s (of %s) is learned once, as %s", async (score, scale, reward) => {
    expect(await learnedFrom(onCase, { score, ...(scale === undefined ? {} : { scale }) })).toEqual([
      { agentId: "a1", context: "spring|card", reward, at: new Date(at(300)) },
    ]);
  });

  it("is of the agent who had the case last, when it is over", async () => {
    const routings = [over(held.routing, { agentId: "a1" })];
    expect(await learnedFrom({ routings }, { score: 5 })).toMatchObject([{ agentId: "a1", reward: 1 }]);
  });

  it("says nothing where nobody had the case, there is none, or the score is none", async () => {
    expect(await learnedFrom({ routings: [inSpring] }, { score: 5 })).toEqual([]);
    expect(await learnedFrom({ routings: [over(inSpring, { how: "customer-left" })] }, { score: 5 })).toEqual(
      [],
    );
    expect(await learnedFrom({}, { score: 5 })).toEqual([]);
    expect(await learnedFrom(onCase, undefined)).toEqual([]);
    expect(await learnedFrom(onCase, { score: 6 })).toEqual([]);
    expect(await learnedFrom(onCase, { score: "4" })).toEqual([]);
  });

  it("is read for surveys alone", async () => {
    const here = school(onCase);
    const readEvent = () => Promise.reject(new Error("read"));
    await followSurvey({ ...here, readEvent }, { ...answered, kind: "message.received" });
    await expect(followSurvey({ ...here, readEvent }, answered)).rejects.toThrow("read");
  });
});
