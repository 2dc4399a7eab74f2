/** What the shapes of policies cannot rule out: checked before a policy is saved. */
import type { Policy, PolicyName } from "../../schemas/policies.ts";
import { calendarProblems } from "../calendar/calendar-problems.ts";
import { consentPolicyProblems } from "../consent/policy-problems.ts";
import { routingPolicyProblems } from "../routing/policy-problems.ts";
import type { PolicyProblem } from "./policy-problem.ts";

const checks: { readonly [Name in PolicyName]: (policy: Policy<Name>) => PolicyProblem[] } = {
  points: () => [],
  cases: ({ calendar }) => calendarProblems(calendar).map((detail) => ({ pointer: "/calendar", detail })),
  identity: () => [],
  routing: routingPolicyProblems,
  consent: consentPolicyProblems,
};

/** None when the policy can be used. */
export const policyProblems = <Name extends PolicyName>(name: Name, policy: Policy<Name>): PolicyProblem[] =>
  checks[name](policy);
