/** The policies in force: what an admin saved last, else the ones that ship. */
import type { Policy, PolicyName } from "../../schemas/policies.ts";
import { defaultCasePolicy } from "../cases/default-case-policy.ts";
import { defaultConsentPolicy } from "../consent/default-consent-policy.ts";
import { defaultIdentityPolicy } from "../identity/cardinality.ts";
import { defaultPointPolicy } from "../points/default-policy.ts";
import { defaultRoutingPolicy } from "../routing/default-routing-policy.ts";

export interface PolicyInForce<Name extends PolicyName> {
  /** 0 for the one that ships. */
  readonly version: number;
  readonly savedAt?: string | undefined;
  readonly policy: Policy<Name>;
}

export interface Policies {
  current<Name extends PolicyName>(name: Name): Promise<PolicyInForce<Name>>;
}

/** The policies that ship. */
export const defaultPolicies: { readonly [Name in PolicyName]: Policy<Name> } = {
  points: defaultPointPolicy.rules,
  cases: defaultCasePolicy,
  identity: defaultIdentityPolicy,
  routing: defaultRoutingPolicy,
  consent: defaultConsentPolicy,
};
