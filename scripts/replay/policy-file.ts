/** Reads the policy to try: what it does not say is as in the policy that ships. */
import * as z from "zod/mini";
import { defaultRoutingPolicy } from "../../domain/routing/default-routing-policy.ts";
import { routingPolicyProblems } from "../../domain/routing/policy-problems.ts";
import { type RoutingPolicy, routingPolicySchema } from "../../schemas/routing/policy.ts";

/** @throws Error that says where the file is wrong */
export function readPolicyFile(name: string, text: string): RoutingPolicy {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : "not JSON"}`);
  }
  const parts = z.record(z.string(), z.unknown()).safeParse(given);
  if (!parts.success) throw new Error(`${name}: an object with settings of the routing policy is expected`);
  const parsed = routingPolicySchema.safeParse({ ...defaultRoutingPolicy, ...parts.data });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${name}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not readable"}`);
  }
  const [problem] = routingPolicyProblems(parsed.data);
  if (problem !== undefined) throw new Error(`${name}: ${problem.pointer}: ${problem.detail}`);
  return parsed.data;
}
