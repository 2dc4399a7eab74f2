/** What the point rules say about one contact event: the entries it adds to its customer's ledger. */
import { outcomeSchema } from "../../schemas/case.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { PointEntry, PointPolicy, PointRule } from "../../schemas/points.ts";
import { intentSchema } from "../../schemas/understanding.ts";

/** A saved point policy with its number: every save counts one up, and no number ever changes its rules. */
export interface PointPolicyVersion {
  readonly version: number;
  readonly rules: PointPolicy;
}

/**
 * One entry for each rule that holds, in the policy's order.
 *
 * They follow from the event, the intent and the policy alone: not from other events, nor from the clock.
 *
 * @param recognisedIntent what the customer's words were taken to mean; the event's own `intent` wins over it
 */
export function entriesOf(
  event: ContactEvent,
  recognisedIntent: string | undefined,
  { version, rules: { rules, fadesAfterDays } }: PointPolicyVersion,
): PointEntry[] {
  const { eventId, occurredAt, channel, kind, attributes } = event;
  const intent = intentSchema.safeParse(attributes?.intent).data ?? recognisedIntent;
  const outcome = outcomeSchema.safeParse(attributes?.outcome).data;
  const facts = {
    channel,
    kind,
    ...(intent === undefined ? {} : { intent }),
    ...(outcome === undefined ? {} : { outcome }),
  };
  return rules
    .filter((rule) => holds(rule, facts))
    .map(({ id, points, label }) => ({
      eventId,
      occurredAt,
      ruleId: id,
      policyVersion: version,
      points,
      fadesAfterDays,
      ...facts,
      label,
    }));
}

const conditions = ["kind", "intent", "outcome", "channel"] as const;

function holds(rule: PointRule, facts: Pick<PointEntry, (typeof conditions)[number]>): boolean {
  return conditions.every((name) => rule[name] === undefined || rule[name] === facts[name]);
}
