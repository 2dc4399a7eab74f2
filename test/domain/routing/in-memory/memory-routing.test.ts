import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withStatus, withWork } from "../../../../domain/routing/agent-state.ts";
import { inRankOrder } from "../../../../domain/routing/best-case.ts";
import { freeUnits, groupIdOf, poolIdOf, poolOf } from "../../../../domain/routing/eligibility.ts";
import { memoryRouting } from "../../../../domain/routing/in-memory/memory-routing.ts";
import { offered } from "../../../../domain/routing/routing-state.ts";
import type { Agent } from "../../../../schemas/routing/agent.ts";
import { agentOf, at, caseOf, type Medium } from "../../../world/routing/scene.ts";

const idle = (left: Agent, right: Agent) =>
  freeUnits(right) - freeUnits(left) ||
  (left.idleSince < right.idleSince ? -1 : left.idleSince > right.idleSince ? 1 : 0) ||
  (left.profile.agentId < right.profile.agentId ? -1 : 1);

const seconds = fc.integer({ min: -50, max: 50 });
const agents = fc.array(
  fc.record({
    agentId: fc.nat(15).map((number) => `a${number}`),
    queues: fc.subarray(["general", "sales"]),
    used: fc.constantFrom(0, 12, 20, 60),
    status: fc.constantFrom("available" as const, "away" as const),
    idleSince: seconds.map(at),
  }),
  { maxLength: 40 },
);
const media: readonly Medium[] = ["voice", "chat", "email"];
const cases = fc.array(
  fc.record({
    caseId: fc.nat(25).map((number) => `c${number}`),
    medium: fc.constantFrom(...media),
    came: seconds,
    headStart: fc.constantFrom(0, 30),
    requirement: fc.constantFrom({}, { queueId: "sales" }, { agentId: "a1" }),
    gone: fc.boolean(),
  }),
  { maxLength: 60 },
);

describe("routing in memory", () => {
  it("reads what a look at every row would find, whatever was written before", async () => {
    await fc.assert(
      fc.asyncProperty(agents, cases, async (agentWords, caseWords) => {
        const store = memoryRouting();
        for (const { agentId, used, ...words } of agentWords) {
          const before = store.agents.get(agentId);
          const work = { caseId: "x", customerId: "y", token: 1, units: used, state: "accepted" as const };
          const version = (before?.version ?? 0) + 1;
          const after = agentOf(agentId, {
            ...words,
            version,
            work: used === 0 ? [] : [{ ...work, since: at(0) }],
          });
          expect(await store.save({ agents: [{ before, after }], routings: [] })).toBe("saved");
        }
        for (const { caseId, gone, ...words } of caseWords) {
          const before = store.routings.get(caseId);
          const waiting = { ...caseOf(caseId, words), version: (before?.version ?? 0) + 1 };
          const after = gone ? offered(waiting, "a1", at(0), at(30)) : waiting;
          expect(await store.save({ agents: [], routings: [{ before, after }] })).toBe("saved");
        }
        const { groups, pools } = await store.readDirectory();
        for (const [groupId, ability] of groups) {
          const ofGroup = [...store.agents.values()].filter(({ profile }) => groupIdOf(profile) === groupId);
          expect(ofGroup.length === 0 || groupIdOf(ability) === groupId).toBe(true);
          const expected = ofGroup.filter((agent) => freeUnits(agent) >= 20).sort(idle);
          expect(await store.freeAgents([groupId], 20, 4)).toEqual(expected.slice(0, 4));
        }
        const waiting = [...store.routings.values()].filter(({ status }) => status === "waiting");
        for (const poolId of [...pools.keys(), "agent:a1"]) {
          const line = waiting.filter((routing) => poolIdOf(poolOf(routing)) === poolId).sort(inRankOrder);
          expect(await store.waitingCases([poolId], 3)).toEqual(line.slice(0, 3));
        }
        const inDirectory = waiting.filter(({ steps }) => steps[0]?.requirement.agentId === undefined);
        for (const routing of inDirectory) expect([...pools.keys()]).toContain(poolIdOf(poolOf(routing)));
        expect([...pools.keys()].filter((poolId) => poolId.startsWith("agent:"))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  const agent = agentOf("a1");
  const routing = caseOf("c1");
  const busy = withWork(agent, {
    caseId: "c1",
    customerId: "x",
    token: 1,
    units: 60,
    state: "offered",
    since: at(1),
  });
  const reserved = offered(routing, "a1", at(1), at(30));
  const reservation = {
    agents: [{ before: agent, after: busy }],
    routings: [{ before: routing, after: reserved }],
  };

  it("writes all or nothing", async () => {
    const store = memoryRouting({ agents: [agent], routings: [routing] });
    const away = withStatus(agent, "away", at(1));
    expect(await store.save({ agents: [{ before: agent, after: away }], routings: [] })).toBe("saved");
    expect(await store.save(reservation)).toBe("lost");
    expect(await store.readRouting("c1")).toBe(routing);
    expect(await store.readAgent("a1")).toBe(away);
  });

  it("does not write twice what was decided once", async () => {
    const store = memoryRouting({ agents: [agent], routings: [routing] });
    expect(await store.save(reservation)).toBe("saved");
    expect(await store.save(reservation)).toBe("lost");
  });

  it("takes a new item for new only once", async () => {
    const store = memoryRouting();
    const change = { agents: [{ after: agent }], routings: [{ after: routing }] };
    expect(await store.save(change)).toBe("saved");
    expect(await store.save(change)).toBe("lost");
  });

  it("lets who has read the directory keep what they have read", async () => {
    const store = memoryRouting({ agents: [agent] });
    const before = await store.directory();
    await store.save({ agents: [], routings: [{ after: routing }] });
    expect(before.pools.size).toBe(0);
    expect((await store.directory()).pools.size).toBe(1);
  });

  it("hands over every decision, of cases that wait too", async () => {
    const ids: string[] = [];
    const store = memoryRouting({
      agents: [agent],
      routings: [routing],
      onDecision: ({ decisionId }) => ids.push(decisionId),
    });
    const decision = { decisionId: "d1", caseId: "c1" } as never;
    await store.keepDecision(decision);
    await store.save({ ...reservation, decision: { decisionId: "d2" } as never });
    await store.save({ ...reservation, decision: { decisionId: "lost" } as never });
    expect(ids).toEqual(["d1", "d2"]);
  });
});
