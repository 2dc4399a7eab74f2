import { describe, expect, it } from "vitest";
import { defaultCasePolicy } from "../../../domain/cases/default-case-policy.ts";
import { caseDescriber, wholeCaseReader } from "../../../domain/routing/describe-case.ts";
import type { Case } from "../../../schemas/case.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import { member } from "../../support/events.ts";
import { agentOf } from "../../world/routing/scene.ts";
import { aCase, customerId, minutesAgo, now } from "../brief/people.ts";
import { aPolicy } from "./cases-to-route.ts";

const policy = aPolicy({ bots: [{ agentId: "bot", channels: ["chat"] }] });
const ayse = agentOf("ayse");
const bot = agentOf("bot", { kind: "bot" });

function people(cases: readonly Case[], agents: readonly Agent[], directory: readonly Agent[] = []) {
  const byId = new Map(agents.map((agent) => [agent.profile.agentId, agent]));
  const groups = new Map(directory.map(({ profile }) => [profile.agentId, profile]));
  return {
    readMember: async (id: string) => (id === customerId ? member(customerId, { cases }) : undefined),
    policies: {
      current: async (name: string) => ({
        version: 1,
        policy: name === "routing" ? policy : defaultCasePolicy,
      }),
    } as never,
    store: {
      readAgent: async (agentId: string) => byId.get(agentId),
      directory: async () => ({ groups, pools: new Map() }),
    },
    now: () => now,
  };
}

const chatting = (changes: Partial<Case> = {}) =>
  aCase({
    channel: "chat",
    askedAt: minutesAgo(5),
    heardAt: minutesAgo(5),
    contactIds: ["k0", "k1"],
    ...changes,
  });

async function described(changes: Partial<Case>, agents: readonly Agent[] = [ayse, bot], callback = false) {
  return caseDescriber(people([chatting(changes)], agents))("C1-m1", now, callback);
}

/** Whom the case is held for first. */
async function heldFor(changes: Partial<Case>, agents?: readonly Agent[]) {
  const wanted = await described(changes, agents);
  if (wanted.kind === "nobody") throw new Error(wanted.how);
  const [first] = wanted.arrived.steps;
  return first?.requirement.agentId;
}

describe("what a case wants", () => {
  it.each<[string, Partial<Case>]>([
    ["resolved", { status: "resolved" }],
    ["closed", { status: "closed" }],
  ])("is nobody, once it is %s", async (_, changes) => {
    expect(await described(changes)).toEqual({ kind: "nobody", how: "resolved" });
  });

  it("is nobody for a case or a customer that nobody knows", async () => {
    const nobody = { kind: "nobody", how: "resolved" };
    const describe = caseDescriber(people([chatting()], [ayse]));
    for (const caseId of ["C1-other", "C2-m1", "none"]) expect(await describe(caseId, now)).toEqual(nobody);
  });

  it("is nobody where the customer has left, until they are back", async () => {
    const left = { leftAt: minutesAgo(2) };
    expect(await described(left)).toEqual({ kind: "nobody", how: "customer-left" });
    expect(await described({ ...left, askedAt: minutesAgo(1) })).toMatchObject({ kind: "agent" });
  });

  it("is an agent on the channel that the customer came by last, with Connect's newest contact of it", async () => {
    expect(await described({})).toMatchObject({
      kind: "agent",
      arrived: { customerId, callback: false, contactId: "k1", facts: { channel: "chat", units: 20 } },
    });
    const mailed = await described({ channel: "email" });
    expect(mailed).toMatchObject({ arrived: { facts: { channel: "email", units: 12 } } });
    expect(mailed).not.toHaveProperty("arrived.contactId");
  });

  it.each<[string, Partial<Case>, boolean]>([
    ["wishes it", { callbackAt: minutesAgo(2), askedAt: minutesAgo(2) }, false],
    ["wishes it and hangs up", { callbackAt: minutesAgo(2), leftAt: minutesAgo(1) }, false],
    ["has left, and the policy follows up", { leftAt: minutesAgo(2) }, true],
  ])("is a call with a head start, where the customer %s", async (_, changes, callback) => {
    const wanted = await described(changes, [], callback);
    expect(wanted).toMatchObject({
      arrived: {
        callback: true,
        facts: { channel: "voice", units: 60 },
        headStart: [{ reason: "callback", seconds: policy.priority.callbackSeconds }],
      },
    });
    expect(wanted).not.toHaveProperty("arrived.contactId");
  });
});

describe("who has the first word", () => {
  it.each<[string, Partial<Case>, string | undefined]>([
    ["a bot, on its channel", {}, "bot"],
    ["a bot that had the case before", { owner: { agentId: "bot" } }, "bot"],
    ["anybody, on a channel without a bot", { channel: "email" }, undefined],
    ["anybody, where the customer wants a human", { humanWantedAt: minutesAgo(60) }, undefined],
    [
      "anybody, and not the bot that a human was wanted from",
      { humanWantedAt: minutesAgo(1), owner: { agentId: "bot" } },
      undefined,
    ],
    ["the owner, and no bot", { owner: { agentId: "ayse" } }, "ayse"],
    [
      "the owner, whom the customer wants too",
      { owner: { agentId: "ayse" }, humanWantedAt: minutesAgo(1) },
      "ayse",
    ],
  ])("%s", async (_, changes, agentId) => {
    expect(await heldFor(changes)).toBe(agentId);
  });

  it("is nobody's who has gone home or is not known", async () => {
    const gone = agentOf("ayse", { status: "offline" });
    expect(await heldFor({ owner: { agentId: "ayse" } }, [gone, bot])).toBeUndefined();
    expect(await heldFor({ owner: { agentId: "ayse" } }, [bot])).toBeUndefined();
    expect(await heldFor({}, [agentOf("bot", { status: "offline" })])).toBeUndefined();
    expect(await heldFor({ owner: { agentId: "ayse" } }, [agentOf("ayse", { status: "away" })])).toBe("ayse");
  });

  it("is the agent's of the customer's last case, where this one has no owner", async () => {
    const before = aCase({
      caseId: "C1-m0",
      status: "closed",
      owner: { agentId: "ayse" },
      lastEventAt: minutesAgo(600),
    });
    const wanted = await caseDescriber(people([chatting({ channel: "email" }), before], [ayse]))(
      "C1-m1",
      now,
    );
    expect(wanted).toMatchObject({
      arrived: {
        facts: { lastAgentId: "ayse" },
        steps: [{ requirement: { agentId: "ayse" } }, { reason: "exact" }],
      },
    });
  });

  it("passes to the circles that somebody is in, at once", async () => {
    const others = [agentOf("x", { queues: ["general"], languages: [] })];
    const wanted = await caseDescriber(people([chatting({ channel: "email" })], [], others))("C1-m1", now);
    if (wanted.kind === "nobody") throw new Error(wanted.how);
    expect(wanted.arrived.steps[0]).toMatchObject({ afterSeconds: 0, requirement: { queueId: "general" } });
  });
});

describe("the whole case", () => {
  it("is read with its parts, by the id of any of them, and is over when nothing can bring it back", async () => {
    const part = aCase({
      caseId: "C1-m2",
      partOf: "C1-m1",
      heardAt: minutesAgo(1),
      askedAt: minutesAgo(1),
      channel: "voice",
    });
    const read = wholeCaseReader(people([chatting(), part], []));
    for (const caseId of ["C1-m1", "C1-m2"]) {
      expect(await read(caseId)).toMatchObject({ caseId: "C1-m1", channel: "voice", heardAt: minutesAgo(1) });
    }
    const history: Case["history"] = [{ at: minutesAgo(1e6), status: "resolved" }];
    const resolved = { status: "resolved", history } as const;
    expect(await wholeCaseReader(people([chatting(resolved)], []))("C1-m1")).toMatchObject({
      status: "closed",
    });
    expect(
      await wholeCaseReader({ ...people([], []), readMember: async () => undefined })("C1-m1"),
    ).toBeUndefined();
  });
});
