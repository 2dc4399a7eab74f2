/** Runs dynalite's actions by operation name and turns its errors into refusals. */
import * as z from "zod/mini";
import { Refusal } from "../protocol.ts";
import { type ActionStore, loadDynalite } from "./packages.ts";

export interface Actions {
  readonly store: ActionStore;
  /** @throws Refusal what DynamoDB would refuse */
  run(operation: string, input: unknown): Promise<object>;
}

const errorSchema = z.object({
  statusCode: z.number(),
  body: z.object({
    __type: z.string(),
    message: z.optional(z.string()),
    Message: z.optional(z.string()),
  }),
});

/** @param path folder of the LevelDB; made when missing */
export function openActions(path: string): Actions {
  const dynalite = loadDynalite();
  const store = dynalite.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    store,
    async run(operation, input) {
      const name = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
      const checks = dynalite.checksOf(name);
      try {
        // Copied, because dynalite's checks edit what they are given.
        const checked = dynalite.checkTypes(structuredClone(input), checks.types);
        dynalite.checkValidations(checked, checks.types, checks.custom, store);
        return await new Promise<object>((resolve, reject) => {
          dynalite.action(name)(store, checked, (error, output) => {
            if (error) reject(error);
            else resolve(output ?? {});
          });
        });
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
}

function asRefusal(error: unknown): unknown {
  const known = errorSchema.safeParse(error);
  if (!known.success) return error;
  const { __type, message, Message } = known.data.body;
  return new Refusal(__type.slice(__type.indexOf("#") + 1), message ?? Message ?? "");
}
