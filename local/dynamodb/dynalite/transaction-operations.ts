/** TransactWriteItems and TransactGetItems over single actions, under the write lock. */
import * as z from "zod/mini";
import { Refusal } from "../protocol.ts";
import type { Actions } from "./actions.ts";
import { cancelled, type Reason, reasonOf } from "./cancellation.ts";
import type { ClientTokens } from "./client-tokens.ts";
import type { WriteLock } from "./write-lock.ts";
import {
  type Commit,
  keyOfWrite,
  runWrite,
  type WrittenItem,
  writtenItemSchema,
} from "./write-operations.ts";

const maxActions = 100;

const verbSchema = z.enum(["Put", "Update", "Delete", "ConditionCheck"]);
const writeInput = z.object({
  TransactItems: z.array(z.partialRecord(verbSchema, z.unknown())),
  ClientRequestToken: z.optional(z.string()),
});
const getInput = z.object({ TransactItems: z.array(z.object({ Get: writtenItemSchema })) });

/** A condition check is a delete whose writes are dropped. */
const operations = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "DeleteItem",
} as const;
type Verb = keyof typeof operations;

export interface TransactionParts {
  readonly actions: Actions;
  readonly commit: Commit;
  readonly lock: WriteLock;
  readonly tokens: ClientTokens;
}

export function transactionOperations({ actions, commit, lock, tokens }: TransactionParts) {
  return {
    async TransactWriteItems(input: unknown) {
      const { TransactItems, ClientRequestToken } = writeInput.parse(input);
      const steps = TransactItems.map(stepOf);
      const items = steps.map(({ write }) => write);
      await tokens.once(ClientRequestToken, TransactItems, () =>
        commit(async (held) => {
          await refuseRepeatedItems(actions, items);
          const reasons: Reason[] = [];
          for (const { verb, write } of steps) {
            const mark = held.ops.length;
            reasons.push(await reasonOf(() => runWrite(actions, operations[verb], write)));
            if (verb === "ConditionCheck") held.drop(mark);
          }
          if (reasons.some(({ Code }) => Code !== "None")) throw cancelled(reasons);
        }),
      );
      return {};
    },

    async TransactGetItems(input: unknown) {
      const gets = getInput.parse(input).TransactItems.map(({ Get }) => Get);
      return lock(async () => {
        await refuseRepeatedItems(actions, gets);
        const responses: object[] = [];
        for (const get of gets)
          responses.push(await actions.run("GetItem", { ...get, ConsistentRead: true }));
        return { Responses: responses };
      });
    },
  };
}

function stepOf(action: Partial<Record<Verb, unknown>>): { verb: Verb; write: WrittenItem } {
  const [verb, ...others] = z.array(verbSchema).parse(Object.keys(action));
  if (verb === undefined || others.length > 0) {
    throw new Refusal(
      "ValidationException",
      "TransactItems can only contain one of Check, Put, Update or Delete",
    );
  }
  return { verb, write: writtenItemSchema.parse(action[verb]) };
}

async function refuseRepeatedItems(actions: Actions, items: readonly WrittenItem[]): Promise<void> {
  if (items.length < 1 || items.length > maxActions) {
    throw new Refusal(
      "ValidationException",
      `Member must have length between 1 and ${maxActions}: transactItems`,
    );
  }
  const keys = new Set<string>();
  for (const item of items) keys.add(JSON.stringify([item.TableName, await keyOfWrite(actions, item)]));
  if (keys.size < items.length) {
    throw new Refusal(
      "ValidationException",
      "Transaction request cannot include multiple operations on one item",
    );
  }
}
