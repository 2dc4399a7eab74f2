/** What learning brings: how much more often cases succeed than with the longest idle agent, and at whose expense. */
import type { Benchmark, Measurement, Mode } from "./measurement.ts";
import { bestSuccess } from "./routing/bound.ts";
import { greedy, learned, longestIdle } from "./routing/policies.ts";
import { type Served, serve } from "./routing/serve.ts";
import { agentCount, arrivalsOf, chancesOf, type Spread } from "./routing/world.ts";

interface Extent {
  readonly occupancies: readonly number[];
  readonly spreads: readonly Spread[];
  readonly seeds: number;
  /** Cases that are learned from before it counts: 2,000 an agent are about 25 working days. */
  readonly warmUp: number;
  readonly counted: number;
}

const noSignal: Spread = { name: "no signal", main: 0, interaction: 0 };
const equal: Spread = { name: "main 0.10, campaign 0.10", main: 0.1, interaction: 0.1 };

const extents: Readonly<Record<Mode, Extent>> = {
  full: {
    occupancies: [0.75, 0.85, 0.92],
    spreads: [
      { name: "main 0.05, campaign 0.05", main: 0.05, interaction: 0.05 },
      { name: "main 0.05, campaign 0.10", main: 0.05, interaction: 0.1 },
      { name: "main 0.10, campaign 0.05", main: 0.1, interaction: 0.05 },
      equal,
      noSignal,
    ],
    seeds: 5,
    warmUp: 80_000,
    counted: 40_000,
  },
  smoke: {
    occupancies: [0.85],
    spreads: [equal, noSignal],
    seeds: 3,
    warmUp: 40_000,
    counted: 30_000,
  },
};

interface Compared {
  readonly idle: Served;
  readonly greedy: Served;
  readonly learned: Served;
  /** Mean success that no policy exceeds. */
  readonly bound: number;
}

/** All policies meet the same customers, who take as long and are as lucky. */
function compare(occupancy: number, spread: Spread, seed: number, { warmUp, counted }: Extent): Compared {
  const chances = chancesOf(spread, seed);
  const arrivals = arrivalsOf(occupancy, warmUp + counted, seed);
  return {
    idle: serve(arrivals, chances, longestIdle, warmUp),
    greedy: serve(arrivals, chances, greedy(chances), warmUp),
    learned: serve(arrivals, chances, learned(seed), warmUp),
    bound: bestSuccess(chances, occupancy),
  };
}

function measurementsOf(occupancy: number, spread: Spread, extent: Extent): Measurement[] {
  const seeds = Array.from({ length: extent.seeds }, (_, seed) => seed + 1);
  const runs = seeds.map((seed) => compare(occupancy, spread, seed, extent));
  const mean = (of: (run: Compared) => number): number =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const uplift = mean((run) => run.learned.success - run.idle.success);
  const title = `${occupancy} busy, ${spread.name}`;
  const wait: Measurement = {
    name: `${title}: wait, to longest idle`,
    unit: "ms",
    measured: 1000 * mean((run) => run.learned.meanWaitSeconds),
    floor: 1000 * mean((run) => run.idle.meanWaitSeconds),
    budget: { kind: "ratioAtMost", value: 1.02 },
    isHard: true,
  };
  if (spread === noSignal) {
    const budget = { kind: "atMost", value: 0.005 } as const;
    const name = `${title}: uplift, either way`;
    return [{ name, unit: "share", measured: Math.abs(uplift), budget, isHard: true }, wait];
  }
  return [
    {
      name: `${title}: uplift, to knowing greedy`,
      unit: "share",
      measured: uplift,
      floor: mean((run) => run.greedy.success - run.idle.success),
      budget: { kind: "ratioAtLeast", value: 0.95 },
      isHard: true,
    },
    {
      name: `${title}: uplift, to the bound`,
      unit: "share",
      measured: uplift,
      floor: mean((run) => run.bound - run.idle.success),
    },
    {
      name: `${title}: load Gini, to greedy`,
      unit: "share",
      measured: mean((run) => run.learned.loadGini),
      floor: mean((run) => run.greedy.loadGini),
      budget: { kind: "ratioAtMost", value: 0.6 },
      isHard: true,
    },
    wait,
  ];
}

export const routingUplift: Benchmark = {
  name: "routing-uplift",
  about:
    `Poisson arrivals of four campaigns at ${agentCount} agents whose chances of success differ by hidden effects ` +
    "(standard deviations given); Omniline learns from its own cases alone, and what it does in its first 2,000 an " +
    "agent does not count. The floors: a greedy policy that knows every chance, the longest idle agent, and a " +
    "linear programme that no queue can reach.",
  run: async (mode) => {
    const extent = extents[mode];
    return extent.occupancies.flatMap((occupancy) =>
      extent.spreads.flatMap((spread) => measurementsOf(occupancy, spread, extent)),
    );
  },
};
