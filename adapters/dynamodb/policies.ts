/** The policies that admins save: every version is kept, the newest is in force. */
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { defaultPolicies, type Policies, type PolicyInForce } from "../../domain/policies/policies.ts";
import { type Policy, type PolicyName, policySchemas } from "../../schemas/policies.ts";
import { marshalKey, parseItem } from "./items.ts";
import { keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { writeTogether } from "./transactions.ts";

const policyItemSchema = z.object({ version: z.int(), savedAt: z.string(), body: z.string() });

/** How long a function goes by a policy before it looks for a newer one. */
const keptMs = 30_000;

/** Reads each policy once in a while: a change is in force everywhere within {@link keptMs}. */
export function dynamoPolicies(table: TableDeps, now: () => number): Policies {
  const kept = new Map<PolicyName, { readAt: number; text: Promise<PolicyText> }>();
  return {
    async current(name) {
      const known = kept.get(name);
      const text = known !== undefined && now() - known.readAt < keptMs ? known.text : readText(table, name);
      if (text !== known?.text) kept.set(name, { readAt: now(), text });
      try {
        return inForce(name, await text);
      } catch (error) {
        kept.delete(name);
        throw error;
      }
    },
  };
}

type PolicyText = z.infer<typeof policyItemSchema> | undefined;

/** The policy in force, read now. */
export async function readPolicy<Name extends PolicyName>(
  table: TableDeps,
  name: Name,
): Promise<PolicyInForce<Name>> {
  return inForce(name, await readText(table, name));
}

async function readText({ call, tableName }: TableDeps, name: PolicyName): Promise<PolicyText> {
  const Key = marshalKey(keys.policy(name));
  const { Item } = await call("GetItem", { TableName: tableName, Key, ConsistentRead: true });
  return Item === undefined ? undefined : parseItem(policyItemSchema, Item);
}

function inForce<Name extends PolicyName>(name: Name, saved: PolicyText): PolicyInForce<Name> {
  if (saved === undefined) return { version: 0, policy: defaultPolicies[name] };
  const { version, savedAt, body } = saved;
  return { version, savedAt, policy: policySchemas[name].parse(JSON.parse(body)) };
}

/** @returns `lost` when somebody saved the same version first */
export async function savePolicy<Name extends PolicyName>(
  table: TableDeps,
  name: Name,
  saved: { readonly version: number; readonly savedAt: string; readonly policy: Policy<Name> },
): Promise<"written" | "lost"> {
  const { version, savedAt, policy } = saved;
  const item = { version, savedAt, body: JSON.stringify(policy) };
  const put = (head: object, ConditionExpression: string, values: object = {}): TransactWriteItem => ({
    Put: { TableName: table.tableName, Item: marshall({ ...head, ...item }), ConditionExpression, ...values },
  });
  return writeTogether(table, [
    put({ ...keys.policyVersion(name, version), type: "policy-version" }, "attribute_not_exists(PK)"),
    put({ ...keys.policy(name), type: "policy" }, "attribute_not_exists(PK) OR version < :version", {
      ExpressionAttributeValues: { ":version": { N: String(version) } },
    }),
  ]);
}
