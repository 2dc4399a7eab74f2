/** Finds out of held writes which items change, with their images before and after. */
import * as z from "zod/mini";
import type { Item } from "../protocol.ts";
import { sameItem } from "../same-item.ts";
import type { LevelStore, Op } from "./packages.ts";

export interface Change {
  readonly tableName: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** dynalite keeps an item under `item-TABLE~...`; the rest are its indexes. */
const itemKeyPattern = /^item-([^~]+)~/;
const itemSchema = z.optional(z.record(z.string(), z.unknown()));

/** A write that leaves its item as it was is no change. */
export async function changesIn(ops: readonly Op[], level: LevelStore): Promise<Change[]> {
  const changes: Change[] = [];
  for (const op of ops) {
    const tableName = itemKeyPattern.exec(op.key)?.[1];
    if (tableName === undefined) continue;
    const before = itemSchema.parse(await level.get(op.key));
    const after = op.type === "put" ? itemSchema.parse(plain(op.value)) : undefined;
    if (!sameItem(before, after)) changes.push({ tableName, before, after });
  }
  return changes;
}

/** dynalite builds items without a prototype, which a schema does not take for an object. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
