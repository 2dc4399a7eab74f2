/** A case's position in line and how long it will probably wait, read from the lines themselves. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { unitsPerAgent } from "../../schemas/routing/requirement.ts";
import { circleOf } from "./circles.ts";
import { type Pool, poolIdOf } from "./eligibility.ts";
import { estimateWait } from "./estimate-wait.ts";
import { skillsOfQueue } from "./matching-rules.ts";
import type { RoutingStore } from "./routing-store.ts";

export interface ExpectedWaitDeps {
  readonly store: Pick<RoutingStore, "readDirectory" | "waitingCases" | "freeAgents">;
  /** Cases in these lines that are ahead of the rank, counted up to 200. */
  readonly countAhead: (poolIds: readonly string[], rank: string) => Promise<number>;
  /** How many agents each group has. */
  readonly agentCounts: () => Promise<ReadonlyMap<string, number>>;
  readonly now: () => Date;
}

export interface ExpectedWait {
  /** 1 is next. */
  readonly position: number;
  /** Absent where nobody could ever serve it. */
  readonly seconds?: number | undefined;
}

export interface InLine {
  readonly pool: Pool;
  readonly rank: string;
}

/**
 * Two estimates, and the longer of them: what it takes if all agents were there (Ibrahim and Whitt's
 * queue-length estimator), and what the first in line has waited so far (their head-of-line estimator), which
 * knows how many really are.
 */
export async function expectedWait(
  deps: ExpectedWaitDeps,
  { pool, rank }: InLine,
  policy: RoutingPolicy,
): Promise<ExpectedWait> {
  const [directory, sizes] = await Promise.all([deps.store.readDirectory(), deps.agentCounts()]);
  const { groupIds, poolIds } = circleOf(directory, pool);
  const own = poolIdOf(pool);
  const [ahead, [first], free] = await Promise.all([
    // Its own line counts, also where nobody serves it.
    deps.countAhead([...new Set([...poolIds, own])], rank),
    deps.store.waitingCases([own], 1),
    deps.store.freeAgents(groupIds, pool.units, 1),
  ]);
  const people = groupIds.reduce((sum, groupId) => sum + (sizes.get(groupId) ?? 0), 0);
  const agents = people * Math.max(1, Math.floor(unitsPerAgent / pool.units));
  const busy = Math.max(0, agents - free.length);
  const byLength = estimateWait({ ahead, agents, busy, handleSeconds: policy.handleMinutes * 60 });
  if (byLength === undefined) return { position: ahead + 1 };
  const isBehind = first !== undefined && first.rank < rank && free.length === 0;
  const headWaited = isBehind ? (deps.now().getTime() - Date.parse(first.enqueuedAt)) / 1000 : 0;
  return { position: ahead + 1, seconds: Math.round(Math.max(byLength, headWaited)) };
}

/** Of somebody who comes now, and of whom nothing is known but the channel and the language. */
export function newcomerIn(channel: Channel, language: string, policy: RoutingPolicy, now: Date): InLine {
  const queueId = policy.defaultQueueId;
  const requirement = { queueId, skills: skillsOfQueue(policy, queueId), language };
  const units = policy.unitsByChannel[channel] ?? unitsPerAgent;
  return { pool: { requirement, units }, rank: now.toISOString() };
}
