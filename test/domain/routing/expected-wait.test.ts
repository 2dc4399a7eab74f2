import { describe, expect, it } from "vitest";
import { groupIdOf, poolIdOf, poolOf } from "../../../domain/routing/eligibility.ts";
import { expectedWait, newcomerIn } from "../../../domain/routing/expected-wait.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { agentOf, at, caseOf, noon, policyWith } from "../../world/routing/scene.ts";
import { aPolicy, aQueue } from "./cases-to-route.ts";
import { desk } from "./desk.ts";

/** 300 seconds of work for each case. */
const policy = policyWith({ handleMinutes: 5 });

async function waitOf(mine: Routing, agents: readonly Agent[], others: readonly Routing[] = [], now = 0) {
  const here = desk({ agents, routings: [...others, mine], now });
  const sizes = Map.groupBy(agents, ({ profile }) => groupIdOf(profile));
  return expectedWait(
    {
      store: here.store,
      countAhead: async (poolIds, rank) =>
        others.filter((one) => one.rank < rank && poolIds.includes(poolIdOf(poolOf(one)))).length,
      agentCounts: async () => new Map(Array.from(sizes, ([groupId, all]) => [groupId, all.length])),
      now: here.now,
    },
    { pool: poolOf(mine), rank: mine.rank },
    policy,
  );
}

const free = (id: string) => agentOf(id);
const busy = (id: string) => agentOf(id, { status: "away" });
const call = (caseId: string, came: number, queueId = "general") =>
  caseOf(caseId, { medium: "voice", came, requirement: { queueId } });
const chat = (caseId: string, came: number) => caseOf(caseId, { medium: "chat", came });

describe("a case in line", () => {
  it("is not told a time where nobody could ever serve it, and its place all the same", async () => {
    expect(await waitOf(call("c1", 0), [])).toEqual({ position: 1 });
    const elsewhere = agentOf("a1", { queues: ["sales"] });
    expect(await waitOf(call("c1", 5), [elsewhere], [call("c0", 0)], 9)).toEqual({ position: 2 });
  });

  it("is next, and waits not at all, where somebody is free", async () => {
    expect(await waitOf(call("c1", 0), [free("a1"), busy("a2")])).toEqual({ position: 1, seconds: 0 });
  });

  it.each([
    ["alone, one agent busy", 0, 1, 300],
    ["alone, three agents busy", 0, 3, 100],
    ["third, two agents busy", 2, 2, 450],
  ])("%s: as long as it takes until enough of them are free", async (_, ahead, agents, seconds) => {
    const staff = Array.from({ length: agents }, (__, index) => busy(`a${index}`));
    const before = Array.from({ length: ahead }, (__, index) => call(`b${index}`, -1 - index));
    expect(await waitOf(call("c1", 0), staff, before)).toEqual({ position: ahead + 1, seconds });
  });

  it("has three places with each agent where it is a chat", async () => {
    expect(await waitOf(chat("c1", 0), [busy("a1")])).toEqual({ position: 1, seconds: 100 });
    expect(await waitOf(call("c1", 0), [busy("a1")])).toEqual({ position: 1, seconds: 300 });
  });

  it("waits at least as long as the first in its line has waited so far", async () => {
    const first = call("c0", -1000);
    expect(await waitOf(call("c1", 0), [busy("a1")], [first], 100)).toEqual({ position: 2, seconds: 1100 });
    expect(await waitOf(call("c1", 0), [busy("a1")], [call("c0", -10)], 100)).toMatchObject({ seconds: 600 });
  });

  it("is not told what those behind it have waited, nor itself", async () => {
    const mine = caseOf("c1", { medium: "voice", came: -5000 });
    expect(await waitOf(mine, [busy("a1")], [call("c2", 0)])).toEqual({ position: 1, seconds: 300 });
  });
});

describe("somebody who comes now", () => {
  it("stands in the default queue's line, behind all who are there", () => {
    const now = new Date(noon);
    const ours = aPolicy({ queues: [aQueue("general", { skills: { card: 2 } })], defaultQueueId: "general" });
    expect(newcomerIn("chat", "tr", ours, now)).toEqual({
      pool: { requirement: { queueId: "general", skills: { card: 2 }, language: "tr" }, units: 20 },
      rank: at(0),
    });
    expect(newcomerIn("voice", "en", ours, now).pool.units).toBe(60);
    expect(newcomerIn("sms", "en", policy, now).pool.units).toBe(60);
  });
});
