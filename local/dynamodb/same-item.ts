/** Tells a write that changed something from one that did not: DynamoDB streams carry only the former. */
import { isDeepStrictEqual } from "node:util";
import type { Item } from "./protocol.ts";

const setTypes: ReadonlySet<string> = new Set(["SS", "NS", "BS"]);

/** Equal whatever the order of attributes and of set members. */
export function sameItem(left: Item | undefined, right: Item | undefined): boolean {
  return isDeepStrictEqual(canonical(left), canonical(right));
}

function canonical(item: Item | undefined): unknown {
  if (item === undefined) return undefined;
  return JSON.parse(JSON.stringify(item), (name, value: unknown) =>
    setTypes.has(name) && Array.isArray(value) ? value.toSorted() : value,
  );
}
