/** A decision reads as much among ten thousand agents, and as many cases in line, as among a hundred. */
import { describe, expect, it } from "vitest";
import { waitingCount } from "../../../../adapters/dynamodb/routing/index-reads.ts";
import type { TableDeps } from "../../../../adapters/dynamodb/table-call.ts";
import { groupIdOf, poolIdOf, poolOf } from "../../../../domain/routing/eligibility.ts";
import { matchAgent, matchCase } from "../../../../domain/routing/match.ts";
import { MemoryTable } from "../../../support/memory-table.ts";
import { agentRow, at, general, routingRow } from "./rows.ts";
import { type Cost, measured, routingDeps, seed } from "./seeds.ts";

const sizes = [100, 10_000] as const;

const agentsOf = (count: number, changes: Parameters<typeof agentRow>[1] = {}) =>
  Array.from({ length: count }, (_, index) =>
    agentRow(`agent-${String(index).padStart(5, "0")}`, { ...changes, idleSince: at(index % 60) }),
  );
const casesOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    routingRow(`k${String(index).padStart(5, "0")}`, { rank: at(index % 60) }),
  );

type Deps = ReturnType<typeof routingDeps>;
type Run = (deps: Deps, table: TableDeps) => Promise<unknown>;

/** Tables of each size, as `make` makes them, and what a run costs there to a process that has decided before. */
async function tablesOf(make: (table: TableDeps, size: number) => Promise<void>, waitedSeconds?: number) {
  const made: ((run: Run) => Promise<Cost>)[] = [];
  for (const size of sizes) {
    const memory = new MemoryTable();
    await make(memory.table, size);
    const { table, cost, restart } = measured(memory.table);
    const deps = routingDeps(table, waitedSeconds);
    await deps.store.readDirectory();
    made.push(async (run) => {
      restart();
      await run(deps, table);
      return { ...cost };
    });
  }
  return (run: Run) => Promise.all(made.map((costOf) => costOf(run)));
}

describe("the cost of", () => {
  it("a case that looks for an agent: two rounds and the write", async () => {
    const arriving = routingRow("arriving");
    const costsOf = await tablesOf((table, size) =>
      seed(table, { agents: agentsOf(size), routings: [arriving] }),
    );
    const costs = await costsOf(async (deps) => expect(await matchCase(deps, arriving)).toBe("reserved"));
    // Four shards of one group and of one line; what is learned, the directory, the lines of 16 candidates; a write.
    const expected = { rounds: 3, requests: 4 + 4 + 1 + 1 + 16 + 1 };
    for (const cost of costs) expect(cost).toMatchObject(expected);
    // 48 agents of each shard at most, where there are so many.
    for (const { bytes } of costs) expect(bytes).toBeLessThan(100_000);
  });

  it("a case that agents kept room for: as many reads again, for who stood behind it", async () => {
    const arriving = routingRow("arriving");
    const working = { caseId: "other", customerId: "x", token: 1, units: 20, state: "accepted" } as const;
    const costsOf = await tablesOf(async (table, size) => {
      await seed(table, { agents: agentsOf(size, { work: [{ ...working, since: at(0) }] }) });
      await seed(table, { agents: [agentRow("free")], routings: [arriving] });
    }, 90);
    const costs = await costsOf(async (deps) => expect(await matchCase(deps, arriving)).toBe("reserved"));
    const decision = 4 + 4 + 1 + 1 + 1 + 1;
    // Agents who may have kept room, and the line of each.
    for (const { rounds, requests } of costs) {
      expect(rounds).toBe(3 + 2);
      expect(requests).toBe(decision + 4 + 48);
    }
  });

  it("an agent who looks for a case: two rounds and the write", async () => {
    const free = agentRow("free");
    const costsOf = await tablesOf(async (table, size) => {
      await seed(table, { agents: agentsOf(size, { status: "away" }), routings: casesOf(size) });
      await seed(table, { agents: [free] });
    });
    const costs = await costsOf((deps) => matchAgent(deps, "free"));
    expect(costs[1]).toEqual(costs[0]);
    expect(costs[0]).toMatchObject({ rounds: 3, requests: 1 + (1 + 4 + 1) + 1 });
  });

  it("each read of the store", async () => {
    const groupId = groupIdOf(agentRow("x").profile);
    const poolId = poolIdOf(poolOf(routingRow("x")));
    const ids = agentsOf(40).map(({ profile }) => profile.agentId);
    const costsOf = await tablesOf((table, size) =>
      seed(table, { agents: agentsOf(size), routings: casesOf(size) }),
    );
    for (const [run, requests] of [
      [({ store }) => store.freeAgents([groupId], 60, 8), 4],
      [({ store }) => store.waitingCases([poolId], 6), 4],
      [({ store }) => store.learned("-|-", ids, new Date(at(60))), 1],
      [({ store }) => store.readDirectory(), 1],
      [(_deps, table) => waitingCount(table, [poolId], at(30), 50), 4],
    ] satisfies [Run, number][]) {
      const costs = await costsOf(run);
      expect(costs[1]).toEqual(costs[0]);
      expect(costs[0]).toMatchObject({ rounds: 1, requests });
    }
  });

  it("is nothing that grows with agents who may not take the case", async () => {
    const arriving = routingRow("arriving", { requirement: { ...general, queueId: "cards" } });
    const cards = agentsOf(1, { queues: ["cards"] });
    const costsOf = await tablesOf(async (table, size) => {
      await seed(table, { agents: agentsOf(size).slice(1) });
      await seed(table, { agents: cards, routings: [arriving] });
    });
    const costs = await costsOf(async (deps) => expect(await matchCase(deps, arriving)).toBe("reserved"));
    expect(costs[1]).toEqual(costs[0]);
  });
});
