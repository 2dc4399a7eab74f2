/** Which groups of agents a line asks, and which lines a group of agents serves. Pure; kept for each directory. */

import type { Agent } from "../../schemas/routing/agent.ts";
import { groupIdOf, isAble, type Pool, personalPoolId, poolIdOf } from "./eligibility.ts";
import type { Directory } from "./routing-store.ts";

interface Circle {
  readonly groupIds: readonly string[];
  /** All lines that these groups serve. */
  readonly poolIds: readonly string[];
}

interface Known {
  readonly circles: Map<string, Circle>;
  readonly pools: Map<string, readonly string[]>;
}

/** Both answers follow from the directory alone, which changes when admins change skills or rules. */
const known = new WeakMap<Directory, Known>();

function knownOf(directory: Directory): Known {
  const found = known.get(directory) ?? { circles: new Map(), pools: new Map() };
  known.set(directory, found);
  return found;
}

/** The agents who are asked for a case of this pool, and everything else they are asked for. */
export function circleOf(directory: Directory, pool: Pool): Circle {
  const { circles } = knownOf(directory);
  const poolId = poolIdOf(pool);
  const found = circles.get(poolId) ?? newCircle(directory, pool);
  circles.set(poolId, found);
  return found;
}

function newCircle(directory: Directory, { requirement }: Pool): Circle {
  const groupIds = Array.from(directory.groups)
    .filter(([, ability]) => isAble(ability, requirement))
    .map(([groupId]) => groupId);
  const poolIds = new Set(groupIds.flatMap((groupId) => poolsOfGroup(directory, groupId)));
  return { groupIds, poolIds: [...poolIds] };
}

function poolsOfGroup(directory: Directory, groupId: string): readonly string[] {
  const { pools } = knownOf(directory);
  const ability = directory.groups.get(groupId);
  const found =
    pools.get(groupId) ??
    Array.from(directory.pools)
      .filter(([, { requirement }]) => ability !== undefined && isAble(ability, requirement))
      .map(([poolId]) => poolId);
  pools.set(groupId, found);
  return found;
}

/** Every line that the agent serves, their own first. */
export function poolsOf(directory: Directory, { profile }: Agent): readonly string[] {
  return [personalPoolId(profile.agentId), ...poolsOfGroup(directory, groupIdOf(profile))];
}
