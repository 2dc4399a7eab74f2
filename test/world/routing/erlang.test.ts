/** The engine's line against the formula that call centres are staffed by (A. K. Erlang, 1917): M/M/c, nobody hangs up. */
import { describe, expect, it } from "vitest";
import { endRouting } from "../../../domain/routing/end-routing.ts";
import { memoryRouting } from "../../../domain/routing/in-memory/memory-routing.ts";
import { matchCase } from "../../../domain/routing/match.ts";
import type { RoutingDeps } from "../../../domain/routing/reserve.ts";
import { counter } from "../../support/counter.ts";
import { agentOf, at, caseOf, noon, policiesOf, policyWith } from "./scene.ts";

const agents = 14;
const callsPerSecond = 100 / 1800;
const handleSeconds = 180;
const targetSeconds = 20;

/** As published for 100 calls in 30 minutes of 180 seconds each, 14 agents, within 20 seconds. */
const published = { waiting: 0.1741319, serviceLevel: 0.88835, averageSeconds: 7.83594 };

function erlangC() {
  const load = callsPerSecond * handleSeconds;
  let blocking = 1;
  for (let count = 1; count <= agents; count += 1) blocking = (load * blocking) / (count + load * blocking);
  const waiting = (agents * blocking) / (agents - load * (1 - blocking));
  const serviceLevel = 1 - waiting * Math.exp((-(agents - load) * targetSeconds) / handleSeconds);
  return { waiting, serviceLevel, averageSeconds: (waiting * handleSeconds) / (agents - load) };
}

/** mulberry32 by Tommy Ettinger: small, and good enough for times between calls. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The waits, in seconds, of so many calls after the centre has warmed up. */
async function waitsOf(seed: number, calls: number, warmUp: number): Promise<number[]> {
  const random = randomFrom(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const nextCase = counter();
  const came = new Map<string, number>();
  const waits: number[] = [];
  const ends: { readonly at: number; readonly caseId: string }[] = [];
  let now = 0;
  const store = memoryRouting({
    agents: Array.from({ length: agents }, (_, index) => agentOf(`a${index}`)),
    onDecision: ({ winner, caseId }) => {
      if (winner === undefined) return;
      waits.push(now - (came.get(caseId) ?? Number.NaN));
      ends.push({ at: now + exponential(handleSeconds), caseId });
    },
  });
  const deps: RoutingDeps = {
    store,
    policies: policiesOf(policyWith()),
    workflow: { start: async () => {}, resume: async () => "told", interrupt: async () => "told" },
    now: () => new Date(noon + now * 1000),
    draw: () => 0.5,
    lastHeard: async () => undefined,
    newDecisionId: () => "d",
    pause: async () => {},
  };
  for (let nextCall = 0; waits.length < warmUp + calls; ) {
    const [first] = ends.sort((left, right) => left.at - right.at);
    if (first !== undefined && first.at < nextCall) {
      ends.shift();
      now = first.at;
      await endRouting(deps, first.caseId, "handled");
      continue;
    }
    now = nextCall;
    nextCall += exponential(1 / callsPerSecond);
    const caseId = `c${nextCase()}`;
    came.set(caseId, now);
    const after = { ...caseOf(caseId), enqueuedAt: at(now), rank: at(now) };
    await store.save({ agents: [], routings: [{ after }] });
    await matchCase(deps, after);
  }
  return waits.slice(warmUp);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Half of the 99.9 % confidence interval: Student's t with 19 degrees of freedom. */
function marginOf(values: readonly number[]): number {
  const average = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return 3.883 * Math.sqrt(variance / values.length);
}

describe("the line of the engine", () => {
  it("has a formula that gives the published numbers", () => {
    const { waiting, serviceLevel, averageSeconds } = erlangC();
    expect(waiting).toBeCloseTo(published.waiting, 7);
    expect(serviceLevel).toBeCloseTo(published.serviceLevel, 5);
    expect(averageSeconds).toBeCloseTo(published.averageSeconds, 5);
  });

  it("is Erlang's, over 20 seeds", { timeout: 60_000 }, async () => {
    const seeds = { waiting: [], serviceLevel: [], averageSeconds: [] } as Record<
      keyof typeof published,
      number[]
    >;
    for (let seed = 1; seed <= 20; seed += 1) {
      const waits = await waitsOf(seed, 4000, 300);
      seeds.waiting.push(mean(waits.map((wait) => (wait > 0 ? 1 : 0))));
      seeds.serviceLevel.push(mean(waits.map((wait) => (wait <= targetSeconds ? 1 : 0))));
      seeds.averageSeconds.push(mean(waits));
    }
    // One agent more or less would be 0.10 or 0.28 waiting, 3.7 or 17 seconds.
    const most = { waiting: 0.03, serviceLevel: 0.03, averageSeconds: 2.5 };
    for (const name of ["waiting", "serviceLevel", "averageSeconds"] as const) {
      const off = Math.abs(mean(seeds[name]) - published[name]);
      expect(off, name).toBeLessThan(marginOf(seeds[name]));
      expect(off, name).toBeLessThan(most[name]);
      expect(marginOf(seeds[name]), name).toBeLessThan(most[name]);
    }
  });
});
