/** The offer that is still open: made to the customer, and neither answered nor expired. Pure. */
import type { Digest, Fact } from "../../schemas/digest.ts";
import { fold } from "./words.ts";

export interface OpenOffer {
  /** Its name; of a campaign without a named offer, the subject it was sent under. */
  readonly name: string;
  readonly offerId?: string | undefined;
  readonly campaign?: string | undefined;
  /** Where it was made, or the newest sign of its campaign. */
  readonly fact: Fact;
}

const campaignLastsMs = 30 * 24 * 3_600_000;
const answers = new Set(["offer.accepted", "offer.declined"]);
const finalOutcomes = new Set(["sold", "declined"]);

/** The newest offer that is open, else the newest campaign of the last 30 days that had no answer. */
export function openOffer(digest: Digest, now: Date): OpenOffer | undefined {
  const made = digest.facts.offers
    .filter((fact) => fact.kind === "offer.made" && !isExpired(fact, now))
    .map(ofOffer)
    .find((offer) => offer.name !== "" && !isAnswered(offer, digest));
  if (made !== undefined) return made;
  const since = new Date(now.getTime() - campaignLastsMs).toISOString();
  return digest.facts.campaigns
    .filter(({ occurredAt }) => occurredAt >= since)
    .map(ofCampaign)
    .find((offer) => offer.name !== "" && !isAnswered(offer, digest));
}

const ofOffer = (fact: Fact): OpenOffer => ({
  name: fact.label ?? fact.reference ?? fact.campaign ?? "",
  offerId: fact.reference,
  campaign: fact.campaign,
  fact,
});

const ofCampaign = (fact: Fact): OpenOffer => ({
  name: fact.label ?? fact.reference ?? "",
  campaign: fact.reference,
  fact,
});

const isExpired = ({ dueAt }: Fact, now: Date) => Date.parse(dueAt ?? "") <= now.getTime();

/** Accepted or declined since it was made; a sale or a refusal recorded under its campaign ends it as well. */
function isAnswered(offer: OpenOffer, { facts: { offers, outcomes } }: Digest): boolean {
  const isSince = ({ occurredAt }: Fact) => occurredAt >= offer.fact.occurredAt;
  const isEnd = ({ reference, label }: Fact) =>
    reference !== undefined && reference === offer.campaign && finalOutcomes.has(label ?? "");
  return (
    offers.some((fact) => answers.has(fact.kind) && isSince(fact) && isOfOffer(fact, offer)) ||
    outcomes.some((fact) => isSince(fact) && isEnd(fact))
  );
}

/** Ids decide where both have one; else the campaign, else the name. */
export function isOfOffer({ reference, campaign, label }: Fact, offer: OpenOffer): boolean {
  if (reference !== undefined && offer.offerId !== undefined) return reference === offer.offerId;
  if (campaign !== undefined && offer.campaign !== undefined) return campaign === offer.campaign;
  return fold(label ?? "") === fold(offer.name);
}
