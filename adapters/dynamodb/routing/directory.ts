/** The directory of routing: which abilities agents have, and which lines cases stand in. Two items. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import type { Directory } from "../../../domain/routing/routing-store.ts";
import { abilitySchema, requirementSchema } from "../../../schemas/routing/requirement.ts";
import { getItems } from "../items.ts";
import { keys } from "../keys.ts";
import type { TableDeps } from "../table-call.ts";

const poolSchema = z.object({ requirement: requirementSchema, units: z.int() });

/** Each group and each pool is an attribute of its item, and so are the agents that a group has. */
export const abilityOf = (groupId: string): string => `ability:${groupId}`;
export const agentsOf = (groupId: string): string => `agents:${groupId}`;
export const poolNamed = (poolId: string): string => `pool:${poolId}`;

/** Rises with every write of the item. */
export const edition = "edition";

export interface KnownDirectory extends Directory {
  /** How many agents are in each group, there or not; 0 for a group that is listed still, and nobody's any more. */
  readonly agents: ReadonlyMap<string, number>;
}

export interface Directories {
  /** As it was read last by this process, if ever. */
  kept(): Promise<KnownDirectory>;
  /** As it is now: the very same object when nothing has changed since. */
  read(): Promise<KnownDirectory>;
}

export function dynamoDirectories(table: TableDeps): Directories {
  let kept: { readonly editions: string; readonly directory: KnownDirectory } | undefined;
  async function read() {
    const items = await getItems(table, [keys.groups(), keys.pools()], { ConsistentRead: true });
    const itemOf = ({ PK }: { PK: string }) => items.find((item) => item.PK?.S === PK) ?? {};
    const [groups, pools] = [itemOf(keys.groups()), itemOf(keys.pools())];
    const editions = `${groups[edition]?.N} ${pools[edition]?.N}`;
    if (kept?.editions !== editions) kept = { editions, directory: parsed(groups, pools) };
    return kept.directory;
  }
  return { read, kept: async () => kept?.directory ?? read() };
}

type Item = Readonly<Record<string, AttributeValue>>;

function parsed(groups: Item, pools: Item): KnownDirectory {
  const abilities = named(groups, abilityOf(""), ({ S }) => abilitySchema.parse(JSON.parse(S ?? "")));
  const agents = new Map(named(groups, agentsOf(""), ({ N }) => Number(N)));
  return {
    groups: new Map(abilities.filter(([groupId]) => agents.get(groupId) !== 0)),
    agents,
    pools: new Map(named(pools, poolNamed(""), ({ S }) => poolSchema.parse(JSON.parse(S ?? "")))),
  };
}

function named<Value>(
  item: Item,
  prefix: string,
  parse: (value: AttributeValue) => Value,
): [string, Value][] {
  return Object.entries(item).flatMap(([name, value]): [string, Value][] =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), parse(value)]] : [],
  );
}
