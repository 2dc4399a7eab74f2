/** What a routing decision costs in requests, rounds and bytes, by how many agents and cases there are. */

import type { TableDeps } from "../adapters/dynamodb/table-call.ts";
import { matchAgent, matchCase } from "../domain/routing/match.ts";
import type { RoutingDeps } from "../domain/routing/reserve.ts";
import { startDynamoEngine } from "../local/dynamodb/engine.ts";
import type { Agent } from "../schemas/routing/agent.ts";
import type { Routing } from "../schemas/routing/routing.ts";
import { agentRow, at, routingRow } from "../test/adapters/dynamodb/routing/rows.ts";
import { type Cost, measured, routingDeps, seed } from "../test/adapters/dynamodb/routing/seeds.ts";
import { clientFor, createTable, tableAt } from "../test/local/dynamodb/table.ts";
import type { Benchmark, Measurement, Mode } from "./measurement.ts";
import { median } from "./statistics.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const few = 100;
const many: Readonly<Record<Mode, number>> = { full: 10_000, smoke: 1_000 };
const repeats = 15;
/** Two rounds of reads, and the write. */
const mostRounds = 3;
const mostBytes = 100_000;

export const routingReads: Benchmark = {
  name: "routing-reads",
  about: `a decision on the real local engine, many agents and cases in line against ${few} (the floor)`,
  async run(mode) {
    const size = many[mode];
    const directions = [
      [`case to agent, ${size} agents`, caseToAgent],
      [`agent to case, ${size} cases in line`, agentToCase],
    ] as const;
    const measurements: Measurement[] = [];
    for (const [name, decide] of directions) {
      measurements.push(...report(name, await costsAt(size, decide), await costsAt(few, decide)));
    }
    return measurements;
  },
};

interface Decided extends Cost {
  readonly ms: number;
}

/** Prepares a table of that size, and gives one decision after the other; the first is not measured. */
type Direction = (
  table: TableDeps,
  deps: RoutingDeps,
  size: number,
) => Promise<(index: number) => Promise<() => Promise<unknown>>>;

async function costsAt(size: number, direction: Direction): Promise<Decided> {
  const engine = await startDynamoEngine({ dataDir: temporaryDirectory() });
  const client = clientFor(engine.url);
  try {
    await createTable(client);
    const bare = tableAt(engine.url);
    const { table, cost, restart } = measured(bare);
    const prepare = await direction(bare, routingDeps(table), size);
    const decided: Decided[] = [];
    for (let index = 0; index <= repeats; index += 1) {
      const decide = await prepare(index);
      restart();
      const startedAt = performance.now();
      await decide();
      decided.push({ ...cost, ms: performance.now() - startedAt });
    }
    return middle(decided.slice(1));
  } finally {
    client.destroy();
    await engine.close();
  }
}

/** All agents are free; a case comes into line. */
const caseToAgent: Direction = async (table, deps, size) => {
  await seed(table, { agents: agentsOf(size) });
  return async (index) => {
    const after = routingRow(`arriving-${index}`);
    await deps.store.save({ agents: [], routings: [{ after }] });
    return () => matchCase(deps, after);
  };
};

/** Cases wait; an agent comes. */
const agentToCase: Direction = async (table, deps, size) => {
  await seed(table, { routings: casesOf(size) });
  return async (index) => {
    const after = agentRow(`coming-${index}`);
    await deps.store.save({ agents: [{ after }], routings: [] });
    // A new agent is news for every process, once.
    await deps.store.readDirectory();
    return () => matchAgent(deps, after.profile.agentId);
  };
};

const agentsOf = (count: number): Agent[] =>
  Array.from({ length: count }, (_, index) =>
    agentRow(`agent-${String(index).padStart(5, "0")}`, { idleSince: at(index % 60) }),
  );

const casesOf = (count: number): Routing[] =>
  Array.from({ length: count }, (_, index) =>
    routingRow(`k${String(index).padStart(5, "0")}`, { rank: at(index % 60) }),
  );

const middle = (decided: readonly Decided[]): Decided => ({
  requests: median(decided.map(({ requests }) => requests)),
  rounds: median(decided.map(({ rounds }) => rounds)),
  bytes: median(decided.map(({ bytes }) => bytes)),
  ms: median(decided.map(({ ms }) => ms)),
});

function report(name: string, found: Decided, floor: Decided): Measurement[] {
  return [
    {
      name: `${name}: requests`,
      unit: "requests",
      measured: found.requests,
      floor: floor.requests,
      budget: { kind: "atMost", value: floor.requests },
      isHard: true,
    },
    {
      name: `${name}: one after the other`,
      unit: "requests",
      measured: found.rounds,
      floor: floor.rounds,
      budget: { kind: "atMost", value: mostRounds },
      isHard: true,
    },
    {
      name: `${name}: bytes read`,
      unit: "bytes",
      measured: found.bytes,
      floor: floor.bytes,
      // From 48 agents in a shard on, no more are read.
      budget: { kind: "atMost", value: mostBytes },
      isHard: true,
    },
    { name: `${name}: time`, unit: "ms", measured: found.ms, floor: floor.ms },
  ];
}
