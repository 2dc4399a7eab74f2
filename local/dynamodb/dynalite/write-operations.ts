/** Puts, updates and deletes: the item, its index entries and its stream record commit as one batch. */
import * as z from "zod/mini";
import { type Item, Refusal } from "../protocol.ts";
import type { Actions } from "./actions.ts";
import { changesIn } from "./changes.ts";
import type { HeldWrites, WriteHolder } from "./held-writes.ts";
import { existingTable, keyOf } from "./stored-tables.ts";
import type { StreamLog } from "./stream-log.ts";
import type { WriteLock } from "./write-lock.ts";

export interface WriteParts {
  readonly actions: Actions;
  readonly holder: WriteHolder;
  readonly lock: WriteLock;
  readonly log: StreamLog;
  readonly clock: () => Date;
}

export type Commit = <T>(work: (held: HeldWrites) => Promise<T>) => Promise<T>;

/** Runs one write at a time and commits it together with its stream records. */
export function createCommit({ actions, holder, lock, log, clock }: WriteParts): Commit {
  return (work) =>
    lock(() =>
      holder.commitTogether(async (held) => {
        const result = await work(held);
        const changes = await changesIn(held.ops, actions.store.db);
        return { result, add: await log.append(changes, clock()) };
      }),
    );
}

const itemSchema = z.record(z.string(), z.unknown());
export const writtenItemSchema = z.looseObject({
  TableName: z.string(),
  Key: z.optional(itemSchema),
  Item: z.optional(itemSchema),
  ReturnValuesOnConditionCheckFailure: z.optional(z.string()),
});
export type WrittenItem = z.infer<typeof writtenItemSchema>;

/**
 * Runs one action; a failed condition carries the item when the caller asked for it.
 *
 * @throws Refusal
 */
export async function runWrite(actions: Actions, operation: string, input: unknown): Promise<object> {
  try {
    return await actions.run(operation, input);
  } catch (error) {
    if (!(error instanceof Refusal) || error.type !== "ConditionalCheckFailedException") throw error;
    const write = writtenItemSchema.parse(input);
    if (write.ReturnValuesOnConditionCheckFailure !== "ALL_OLD") throw error;
    const found = await actions.run("GetItem", {
      TableName: write.TableName,
      Key: await keyOfWrite(actions, write),
      ConsistentRead: true,
    });
    throw new Refusal(error.type, error.message, { ...found });
  }
}

/** @throws Refusal when the table does not exist */
export async function keyOfWrite(actions: Actions, { TableName, Key, Item }: WrittenItem): Promise<Item> {
  return keyOf(await existingTable(actions.store.db, TableName), Key ?? Item ?? {});
}
