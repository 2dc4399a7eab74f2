/** Builders of what routing decides by. */
import { defaultCasePolicy } from "../../../domain/cases/default-case-policy.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { defaultRoutingPolicy } from "../../../domain/routing/default-routing-policy.ts";
import { type CaseToRoute, routingFacts } from "../../../domain/routing/routing-facts.ts";
import type { Case } from "../../../schemas/case.ts";
import { type RoutingPolicy, routingPolicySchema } from "../../../schemas/routing/policy.ts";
import { aCase, now } from "../brief/people.ts";

/** A policy that an admin could have saved: one queue, no rules, and what is given. */
export const aPolicy = (changes: object = {}): RoutingPolicy =>
  routingPolicySchema.parse({
    ...defaultRoutingPolicy,
    queues: [aQueue("general")],
    rules: [],
    ...changes,
  });

export const aQueue = (queueId: string, changes: object = {}) => ({
  queueId,
  name: { tr: queueId, en: queueId },
  ...changes,
});

/** What routing makes of a case of one customer. */
export function routed(
  changes: Partial<Case> = {},
  { others = [], digest = emptyDigest, ...given }: Partial<CaseToRoute> & Known = {},
) {
  const whole = aCase(changes);
  return routingFacts({
    found: { whole, parts: [] },
    members: [{ cases: [whole, ...others], digest }],
    policy: aPolicy(),
    casePolicy: defaultCasePolicy,
    now,
    ...given,
  });
}

interface Known {
  readonly others?: readonly Case[];
  readonly digest?: CaseToRoute["members"][number]["digest"];
}
