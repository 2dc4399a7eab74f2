/** How far a person has come with the company. Pure. */
import type { Digest } from "../../schemas/digest.ts";
import { type LifeCycleStage, lifeCycleStages } from "../../schemas/profile.ts";
import { productsOf, textOf } from "./read-attributes.ts";
import type { ShownAttributes } from "./shown-attribute.ts";

const lapsedAfterDays = 365;
const loyalPurchases = 3;

/**
 * The stage a source reports, where it is one of ours. Else, of what is true the first:
 *
 * 1. `loyal`: three purchases within a year
 * 2. `customer`: a purchase within a year, or a product they have
 * 3. `lapsed`: a purchase before that
 * 4. `lead`: came to us in some way (a message, a call, a visit), filled a cart, or took an offer
 * 5. `visitor`: anybody else; may have looked at pages, or been written to
 */
export function lifeCycleStage(
  { facts }: Pick<Digest, "facts">,
  attributes: ShownAttributes,
  now: Date,
): LifeCycleStage {
  const reported = textOf(attributes, "stage")?.toLowerCase();
  const known = lifeCycleStages.find((stage) => stage === reported);
  if (known !== undefined) return known;
  const since = new Date(now.getTime() - lapsedAfterDays * 86_400_000).toISOString();
  const recent = facts.purchases.filter(({ occurredAt }) => occurredAt >= since).length;
  if (recent >= loyalPurchases) return "loyal";
  if (recent > 0 || productsOf(attributes).length > 0) return "customer";
  if (facts.purchases.length > 0) return "lapsed";
  return isLead(facts) ? "lead" : "visitor";
}

function isLead({ contacts, carts, offers }: Digest["facts"]): boolean {
  return (
    contacts.some(({ direction }) => direction === "inbound") ||
    carts.length > 0 ||
    offers.some(({ kind }) => kind === "offer.accepted")
  );
}
