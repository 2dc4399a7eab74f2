/** The policies that ship, with another one for routing. */
import { defaultPolicies, type Policies } from "../../domain/policies/policies.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";

export function policiesWith(routing: RoutingPolicy): Policies {
  const policies = { ...defaultPolicies, routing };
  return { current: async (name) => ({ version: 0, policy: policies[name] }) };
}
