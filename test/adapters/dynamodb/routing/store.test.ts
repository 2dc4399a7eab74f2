/** Routing's store, on the table in memory and on the embedded engines. */
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { putItems } from "../../../../adapters/dynamodb/items.ts";
import { agentEntries, routingEntries } from "../../../../adapters/dynamodb/routing/entries.ts";
import { expiredLeases, waitingCount } from "../../../../adapters/dynamodb/routing/index-reads.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import { groupIdOf, personalPoolId, poolIdOf, poolOf } from "../../../../domain/routing/eligibility.ts";
import type { Agent, Work } from "../../../../schemas/routing/agent.ts";
import type { Routing } from "../../../../schemas/routing/routing.ts";
import { agentRow, at, decisionRow, general, halfLife, next, routingRow } from "./rows.ts";
import { emptyTable, kindsOfTable } from "./tables.ts";

const anybody = { queueId: "general", skills: {} };
const made = <Row>(...rows: Row[]) => rows.map((after) => ({ after }));
const idsOf = (agents: readonly Agent[]) => agents.map(({ profile }) => profile.agentId);
const casesOf = (routings: readonly Routing[]) => routings.map(({ caseId }) => caseId);
const work = (units: number): Work => ({
  caseId: "k0",
  customerId: "c1",
  token: 1,
  units,
  state: "accepted",
  since: at(0),
});

describe.each(kindsOfTable)("on %s", (kind) => {
  async function emptyStore() {
    const { table, content } = await emptyTable(kind);
    const store = dynamoRoutingStore(table, halfLife);
    const find = async (name: string) => (await content()).get(name);
    return { table, store, content, find };
  }

  it("gives rows back as they were saved, and nothing for others", async () => {
    const { store } = await emptyStore();
    const agent = agentRow("ayse@example.com", { skills: { card: 3 }, work: [work(20)] });
    const routing = routingRow("k1", { contactId: "x", headStart: [{ reason: "repeat", seconds: 60 }] });
    expect(await store.save({ agents: made(agent), routings: made(routing) })).toBe("saved");
    expect(await store.readAgent("ayse@example.com")).toEqual(agent);
    expect(await store.readRouting("k1")).toEqual(routing);
    expect(await store.readAgent("k1")).toBeUndefined();
    expect(await store.readRouting("ayse@example.com")).toBeUndefined();
  });

  it("finds agents with room: the emptiest first, then the longest idle", async () => {
    const { store, content } = await emptyStore();
    const agents = [
      agentRow("busy", { work: [work(60)] }),
      agentRow("half", { work: [work(30)] }),
      agentRow("away", { status: "away" }),
      agentRow("short", { idleSince: at(50) }),
      agentRow("long", { idleSince: at(10) }),
      agentRow("large", { capacityUnits: 600, idleSince: at(90) }),
      agentRow("other", { skills: { card: 2 } }),
    ];
    await store.save({ agents: made(...agents), routings: [] });
    const [ours, others] = [
      groupIdOf(agentRow("x").profile),
      groupIdOf(agentRow("x", { skills: { card: 2 } }).profile),
    ];
    expect(idsOf(await store.freeAgents([ours], 1, 9))).toEqual(["large", "long", "short", "half"]);
    expect(idsOf(await store.freeAgents([ours], 30, 9))).toEqual(["large", "long", "short", "half"]);
    expect(idsOf(await store.freeAgents([ours], 31, 9))).toEqual(["large", "long", "short"]);
    expect(idsOf(await store.freeAgents([ours], 31, 2))).toEqual(["large", "long"]);
    expect(idsOf(await store.freeAgents([ours], 61, 9))).toEqual(["large"]);
    expect(idsOf(await store.freeAgents([ours, others], 60, 2))).toEqual(["large", "other", "long"]);
    const free = [...(await content()).values()].filter(({ type }) => type?.S === "free-agent");
    expect(free).toHaveLength(5);
  });

  it("finds cases in line, best rank first, in their pool and in no other", async () => {
    const { store, table } = await emptyStore();
    const held = { ...general, agentId: "ayse" };
    const routings = [
      ...[5, 1, 4, 2, 3].map((second) => routingRow(`k${second}`, { rank: at(second) })),
      routingRow("chat", { units: 20, rank: at(0) }),
      routingRow("held", { requirement: held, rank: at(0) }),
      routingRow("gone", { status: "ended", rank: at(0) }),
    ];
    await store.save({ agents: [], routings: made(...routings) });
    const pool = poolIdOf(poolOf(routingRow("x")));
    expect(casesOf(await store.waitingCases([pool], 9))).toEqual(["k1", "k2", "k3", "k4", "k5"]);
    for (const most of [1, 2, 3, 4]) {
      const first = ["k1", "k2", "k3", "k4"].slice(0, most);
      expect(casesOf(await store.waitingCases([pool], most))).toEqual(first);
    }
    const lines = [pool, poolIdOf({ requirement: general, units: 20 }), personalPoolId("ayse")];
    expect(casesOf(await store.waitingCases(lines, 1))).toEqual(["chat", "held", "k1"]);
    expect(await waitingCount(table, lines, at(4), 9)).toBe(5);
    expect(await waitingCount(table, [pool], `${at(4)}#k4`, 9)).toBe(3);
    expect([...(await store.readDirectory()).pools.keys()].sort()).toEqual([lines[1], pool].sort());
  });

  it("reserves with the decision in one write of eight items, and takes both off their lists", async () => {
    const { store, table, content } = await emptyStore();
    const [agent, routing] = [agentRow("a1"), routingRow("k1")];
    await store.save({ agents: made(agent), routings: made(routing) });
    const before = (await content()).size;
    const leaseUntil = at(30);
    const offered = next(routing, {
      status: "offered",
      token: 1,
      reservation: { agentId: "a1", token: 1, since: at(0), leaseUntil },
    });
    const sent: number[] = [];
    const counting = dynamoRoutingStore(
      {
        ...table,
        call: (operation, input) => {
          if ("TransactItems" in input) sent.push(input.TransactItems?.length ?? 0);
          return table.call(operation, input);
        },
      },
      halfLife,
    );
    const saved = await counting.save({
      agents: [{ before: agent, after: next(agent, { work: [work(20)] }) }],
      routings: [{ before: routing, after: offered }],
      decision: decisionRow("d1"),
    });
    expect(saved).toBe("saved");
    expect(sent).toEqual([8]);
    expect((await content()).size).toBe(before + 2);
    expect(await store.waitingCases([poolIdOf(poolOf(routing))], 9)).toEqual([]);
    const lease = { caseId: "k1", agentId: "a1", token: 1, leaseUntil };
    expect(await expiredLeases(table, new Date(at(30)), 9)).toEqual([]);
    expect(await expiredLeases(table, new Date(at(31)), 9)).toEqual([lease]);
    const accepted = next(offered, {
      status: "assigned",
      reservation: { agentId: "a1", token: 1, since: at(1) },
    });
    await store.save({ agents: [], routings: [{ before: offered, after: accepted }] });
    expect(await expiredLeases(table, new Date(at(31)), 9)).toEqual([]);
  });

  it("shows a row once, as it is now, where a query sees both places of an entry that is moving", async () => {
    const { store, table } = await emptyStore();
    const [agent, routing] = [agentRow("a1"), routingRow("k1")];
    const busier = next(agent, { work: [work(20)] });
    const wider = next(routing, {
      steps: [{ afterSeconds: 0, requirement: anybody, reason: "any-language" }],
    });
    await store.save({ agents: made(busier), routings: made(wider) });
    const older = [...agentEntries(agent), ...routingEntries(routing, poolIdOf)];
    await putItems(
      table,
      older.map((entry) => marshall(entry)),
    );
    expect(await store.freeAgents([groupIdOf(agent.profile)], 20, 9)).toEqual([busier]);
    const lines = [routing, wider].map((row) => poolIdOf(poolOf(row)));
    expect(await store.waitingCases(lines, 9)).toEqual([wider]);
  });

  it("announces what a save of a case means, once", async () => {
    const { store, find } = await emptyStore();
    const reservation = { agentId: "a1", token: 1, since: at(0) };
    const steps: [Partial<Routing>, string | undefined][] = [
      [{}, undefined],
      [{ taskToken: "t" }, undefined],
      [{ status: "offered", reservation }, "CaseReserved"],
      [{ taskToken: "u" }, undefined],
      [{ status: "waiting" }, "CaseReturned"],
      [{ status: "offered" }, "CaseReserved"],
      [{ status: "assigned" }, "CaseAssigned"],
      [{ contactId: "x" }, undefined],
      [{ status: "ended" }, "CaseRoutingEnded"],
      [{ status: "waiting", leg: 2 }, undefined],
      [{ status: "ended" }, "CaseRoutingEnded"],
    ];
    let before: Routing | undefined;
    for (const [changes, announced] of steps) {
      const after: Routing = before === undefined ? routingRow("k1") : next(before, changes);
      expect(await store.save({ agents: [], routings: [{ before, after }] })).toBe("saved");
      const { type, announce, token, leg } = (await find("V#k1 @")) ?? {};
      expect([type?.S, announce?.S, token?.N, leg?.N]).toEqual([
        "routing",
        announced,
        String(after.token),
        String(after.leg),
      ]);
      before = after;
    }
  });

  it("lets one of two saves of the same version win, and the other change nothing", async () => {
    const { store, content } = await emptyStore();
    const agents = ["a1", "a2"].map((agentId) => agentRow(agentId));
    const routings = ["k1", "k2"].map((caseId) => routingRow(caseId));
    await store.save({ agents: made(...agents), routings: made(...routings) });
    const take = (agent: Agent | undefined, routing: Routing | undefined) => {
      if (agent === undefined || routing === undefined) throw new Error("no such row");
      const { agentId } = agent.profile;
      return store.save({
        agents: [{ before: agent, after: next(agent, { work: [work(60)] }) }],
        routings: [
          {
            before: routing,
            after: next(routing, { status: "offered", reservation: { agentId, token: 1, since: at(0) } }),
          },
        ],
        decision: decisionRow(`${agentId}-${routing.caseId}`),
      });
    };
    const race = await Promise.all([take(agents[0], routings[0]), take(agents[1], routings[0])]);
    expect(race.toSorted()).toEqual(["lost", "saved"]);
    const before = new Map(await content());
    expect(await take(agents[race.indexOf("lost")], routings[0])).toBe("lost");
    expect(await take(agents[race.indexOf("saved")], routings[1])).toBe("lost");
    expect(await store.save({ agents: made(agentRow("a1")), routings: made(routingRow("k3")) })).toBe("lost");
    expect(new Map(await content())).toEqual(before);
  });

  it("has ten racing saves of one version won by one", async () => {
    const { store } = await emptyStore();
    const agent = agentRow("a1");
    await store.save({ agents: made(agent), routings: [] });
    const saves = Array.from({ length: 10 }, (_, index) =>
      store.save({ agents: [{ before: agent, after: next(agent, { idleSince: at(index) }) }], routings: [] }),
    );
    expect((await Promise.all(saves)).filter((saved) => saved === "saved")).toHaveLength(1);
  });

  it("takes thirty cases at once from an agent who left", async () => {
    const { store } = await emptyStore();
    const agent = agentRow("a1");
    const offered = Array.from({ length: 30 }, (_, index) =>
      routingRow(`k${index}`, {
        status: "offered",
        rank: at(index),
        reservation: { agentId: "a1", token: 1, since: at(0), leaseUntil: at(30) },
      }),
    );
    await store.save({ agents: made(agent), routings: made(...offered) });
    const back = offered.map((before) => ({ before, after: next(before, { status: "waiting" }) }));
    const agents = [{ before: agent, after: next(agent, { status: "offline" }) }];
    expect(await store.save({ agents, routings: back })).toBe("saved");
    expect(await store.waitingCases([poolIdOf(poolOf(routingRow("x")))], 50)).toHaveLength(30);
  });
});
