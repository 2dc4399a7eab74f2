/** The customer 360 as the sales force sees it: who it is, what they have and look for, when and how to call. Pure. */
import type { Digest, Fact } from "../../schemas/digest.ts";
import type { SalesProfile } from "../../schemas/profile.ts";
import { deniedConsents } from "../consent/consents.ts";
import { numberOf } from "../digest/attributes.ts";
import { present } from "../digest/present.ts";
import { positionOf } from "../timeline/position.ts";
import { agentProfile } from "./agent-profile.ts";
import type { ProfileInput } from "./profile-input.ts";
import { productsOf, textOf } from "./read-attributes.ts";

const mostInterests = 5;

export function salesProfile(input: ProfileInput): SalesProfile {
  const {
    customerId,
    name,
    attributes,
    stage,
    highValue,
    preferredChannel,
    satisfaction,
    upcoming,
    cases,
    recent,
  } = agentProfile(input);
  const [lastPurchase] = recent.purchases;
  return present({
    projection: "sales",
    customerId,
    name,
    company: textOf(attributes, "company"),
    segment: textOf(attributes, "segment"),
    stage,
    highValue,
    value: numberOf(attributes.value?.value),
    preferredChannel,
    denied: deniedConsents(input.consents).map(({ brand, purpose, channel, state }) => {
      return { brand, purpose, channel, state };
    }),
    products: productsOf(attributes),
    lastPurchase: lastPurchase && traceOf(lastPurchase),
    interests: interestsOf(recent),
    upcoming,
    satisfactionTrend: satisfaction.trend,
    openCases: cases.open + cases.waiting,
  });
}

/** What they looked at and what they put into a cart, newest first. */
function interestsOf({ carts, pages }: Digest["facts"]) {
  return [...carts, ...pages]
    .filter(({ label, kind }) => label !== undefined && kind !== "app.opened")
    .sort((left, right) => (positionOf(left) < positionOf(right) ? 1 : -1))
    .slice(0, mostInterests)
    .map(traceOf);
}

function traceOf({ eventId, occurredAt, channel, kind, label, value, currency }: Fact) {
  return present({ eventId, occurredAt, channel, kind, label, value, currency });
}
