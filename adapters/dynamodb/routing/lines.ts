/** Which line the cases of a pool stand in: agents look for cases in the lines that the directory lists. */
import { type Pool, poolIdOf } from "../../../domain/routing/eligibility.ts";
import { marshalKey } from "../items.ts";
import { keys } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";
import { type Directories, edition, poolNamed } from "./directory.ts";
import { updateWhere } from "./update-where.ts";

/** Every agent reads the lines they serve whenever they look for work: so there must not be too many. */
export const mostPools = 400;

/** A line that one agent alone serves; it needs no directory. */
export const isPersonal = ({ requirement }: Pool): boolean => requirement.agentId !== undefined;

/** What cases of the queue share that ask for nothing in particular. */
export const queuePool = ({ requirement: { queueId }, units }: Pool): Pool => ({
  requirement: { queueId, skills: {} },
  units,
});

const isQueuePool = (pool: Pool) => poolIdOf(pool) === poolIdOf(queuePool(pool));

/**
 * Lists the lines of these pools before cases stand there. Lines stay listed, so a full directory is full for
 * ever: then cases of new pools stand in their queue's own line, among cases that ask for less. Whoever takes a
 * case from a line looks at what the case itself asks for.
 *
 * @returns the line of each of these pools
 */
export async function openLines(
  table: TableDeps,
  directories: Directories,
  pools: readonly Pool[],
): Promise<(pool: Pool) => string> {
  const shared = pools.filter((pool) => !isPersonal(pool));
  const listed = await list(table, directories, shared);
  const unlisted = shared.filter((pool) => !listed.has(poolIdOf(pool)));
  await list(table, directories, unlisted.map(queuePool));
  return (pool) =>
    isPersonal(pool) || listed.has(poolIdOf(pool)) ? poolIdOf(pool) : poolIdOf(queuePool(pool));
}

async function list(table: TableDeps, directories: Directories, pools: readonly Pool[]) {
  const { pools: listed } = await directories.kept();
  const hasRoom = (pool: Pool) => isQueuePool(pool) || listed.size < mostPools;
  const missing = pools.filter((pool) => !listed.has(poolIdOf(pool)) && hasRoom(pool));
  if (missing.length === 0) return listed;
  await Promise.all(missing.map((pool) => add(table, pool)));
  return (await directories.read()).pools;
}

/** Changes nothing when it is listed already, or when there is no room; the reader sees which. */
async function add(table: TableDeps, pool: Pool): Promise<void> {
  const isNew = "attribute_not_exists(#pool)";
  // Each line that is added is an edition: the edition counts them.
  const [ConditionExpression, limit] = isQueuePool(pool)
    ? [isNew, {}]
    : [`${isNew} AND #edition < :most OR attribute_not_exists(#edition)`, { ":most": { N: `${mostPools}` } }];
  await updateWhere(table, {
    Key: marshalKey(keys.pools()),
    UpdateExpression: "SET #pool = :pool, #type = :type ADD #edition :one",
    ConditionExpression,
    ExpressionAttributeNames: {
      "#pool": poolNamed(poolIdOf(pool)),
      "#type": "type",
      "#edition": edition,
    },
    ExpressionAttributeValues: {
      ":pool": { S: JSON.stringify(pool) },
      ":type": { S: "pools" },
      ":one": { N: "1" },
      ...limit,
    },
  });
}
