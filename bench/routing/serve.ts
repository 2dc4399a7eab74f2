/** One queue, first come first served: who arrives while agents are free gets the one whom the policy chooses. */
import { gini } from "../../scripts/simulate/gini.ts";
import { Timetable } from "../../scripts/simulate/timetable.ts";
import { type Arrival, agentCount, type Chances } from "./world.ts";

export interface FreeAgent {
  /** Index into the chances. */
  readonly agent: number;
  /** Seconds. */
  readonly idleSince: number;
}

export interface Policy {
  /** @param free at least two, longest idle first */
  choose(free: readonly FreeAgent[], arrival: Arrival): number;
  /** How a case ended, when it ends. */
  learn?(agent: number, campaign: number, success: boolean, at: number): void;
}

export interface Served {
  /** Mean chance of success of the cases, by who served them. */
  readonly success: number;
  readonly meanWaitSeconds: number;
  /** Of the agents' time with customers. */
  readonly loadGini: number;
}

/** @param warmUp so many first arrivals are served, and learned from, but do not count */
export function serve(
  arrivals: readonly Arrival[],
  chances: Chances,
  policy: Policy,
  warmUp: number,
): Served {
  const free: FreeAgent[] = chances.map((_, agent) => ({ agent, idleSince: 0 }));
  const ends = new Timetable<{ readonly agent: number; readonly arrival: Arrival }>();
  const waiting: Arrival[] = [];
  const busySeconds = new Array<number>(agentCount).fill(0);
  const countsFrom = arrivals[warmUp]?.at ?? Number.POSITIVE_INFINITY;
  let [counted, success, waited] = [0, 0, 0];

  const chanceOf = (agent: number, { campaign }: Arrival): number => chances[agent]?.[campaign] ?? 0;

  function start(agent: number, arrival: Arrival, at: number): void {
    ends.plan(at + arrival.handleSeconds, { agent, arrival });
    if (arrival.at < countsFrom) return;
    counted += 1;
    success += chanceOf(agent, arrival);
    waited += at - arrival.at;
    busySeconds[agent] = (busySeconds[agent] ?? 0) + arrival.handleSeconds;
  }

  function endUntil(until: number): void {
    while (ends.nextAt <= until) {
      const ended = ends.take();
      if (ended === undefined) return;
      const { agent, arrival } = ended.event;
      policy.learn?.(agent, arrival.campaign, arrival.luck < chanceOf(agent, arrival), ended.at);
      const next = waiting.shift();
      if (next === undefined) free.push({ agent, idleSince: ended.at });
      else start(agent, next, ended.at);
    }
  }

  for (const arrival of arrivals) {
    endUntil(arrival.at);
    const only = free.length === 1 ? free[0]?.agent : undefined;
    const chosen = free.length === 0 ? undefined : (only ?? policy.choose(free, arrival));
    if (chosen === undefined) {
      waiting.push(arrival);
      continue;
    }
    free.splice(
      free.findIndex(({ agent }) => agent === chosen),
      1,
    );
    start(chosen, arrival, arrival.at);
  }
  endUntil(Number.MAX_VALUE);
  return { success: success / counted, meanWaitSeconds: waited / counted, loadGini: gini(busySeconds) };
}
