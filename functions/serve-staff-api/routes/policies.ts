/** Routes by which admins read and save the policies in force. */

import type { PolicyInForce } from "../../../domain/policies/policies.ts";
import { policyProblems } from "../../../domain/policies/policy-problems.ts";
import { conflict, type Input, invalid, notFound, ok } from "../../../schemas/api/answer.ts";
import { type Policy, type PolicyName, policySchemas } from "../../../schemas/policies.ts";

export interface PolicyDeps {
  /** As saved last; never an older one. */
  readonly readPolicy: <Name extends PolicyName>(name: Name) => Promise<PolicyInForce<Name>>;
  readonly savePolicy: <Name extends PolicyName>(
    name: Name,
    saved: { readonly version: number; readonly savedAt: string; readonly policy: Policy<Name> },
  ) => Promise<"written" | "lost">;
  readonly now: () => Date;
}

type PolicyPath = { readonly policyName: string };

const names: readonly PolicyName[] = ["points", "cases", "identity", "routing", "consent"];

export function policyRoutes(deps: PolicyDeps) {
  const save = async <Name extends PolicyName>(name: Name, body: unknown) => {
    const parsed = policySchemas[name].safeParse(body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return invalid(`/${issue?.path.join("/") ?? ""}`, issue?.message ?? "not readable");
    }
    const [problem] = policyProblems(name, parsed.data);
    if (problem !== undefined) return invalid(problem.pointer, problem.detail);
    const version = (await deps.readPolicy(name)).version + 1;
    const saved = { version, savedAt: deps.now().toISOString(), policy: parsed.data };
    if ((await deps.savePolicy(name, saved)) === "lost")
      return conflict("somebody has just saved this policy: read it again");
    return ok({ name, ...saved });
  };

  return {
    readPolicy: async ({ path }: Input<PolicyPath, unknown, unknown>) => {
      const name = names.find((one) => one === path.policyName);
      return name === undefined ? notFound : ok({ name, ...(await deps.readPolicy(name)) });
    },
    savePolicy: async ({ path, body }: Input<PolicyPath, unknown, unknown>) => {
      const name = names.find((one) => one === path.policyName);
      return name === undefined ? notFound : save(name, body);
    },
  };
}
