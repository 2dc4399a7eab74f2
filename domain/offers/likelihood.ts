/** How likely a customer is to say yes to the open offer, and what makes it so. Pure. */
import type { Digest } from "../../schemas/digest.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import { type OpenOffer, openOffer } from "./open-offer.ts";
import { type Sign, type SignName, signsOf } from "./signs.ts";

export interface Factor extends Sign {
  /** Log-odds that the sign adds, two decimals; for the offer above 0, against it below. */
  readonly effect: number;
}

export interface OfferLikelihood {
  readonly offer: OpenOffer;
  /** 0 to 1, two decimals. */
  readonly probability: number;
  /** The strongest first. */
  readonly factors: readonly Factor[];
}

/** The share of offers that are taken by customers of whom nothing is known: an assumption to start from. */
export const baseRate = 0.1;

/**
 * Log-odds of a sign that is fresh and full: 1 multiplies the odds by 2.7. Set by judgement, not learned: doing
 * more than looking, asking more than reading, and a refusal outweighs any single sign for the offer.
 */
const weights: Readonly<Record<SignName, number>> = {
  clicked: 1,
  opened: 0.3,
  viewed: 0.6,
  inCart: 1.2,
  asked: 1.2,
  interestedLater: 0.8,
  declined: -2,
  complained: -1,
  pleased: 0.8,
  annoyed: -0.8,
  satisfied: 0.5,
  dissatisfied: -0.5,
};

/** A sign counts half after so many days. */
const halfLifeMs = 30 * 24 * 3_600_000;

/** Nobody is certain: what the signs leave open, however many they are. */
const bounds = { least: 0.01, most: 0.95 } as const;

const round = (value: number) => Math.round(value * 100) / 100;

/**
 * A logistic score: the log-odds of the base rate plus the effect of every sign, which fades with its age.
 *
 * It is computed from the rounded effects, so that whoever adds them up comes to the same probability.
 *
 * @returns nothing when no offer is open
 */
export function likelihoodOf(digest: Digest, profile: AgentProfile, now: Date): OfferLikelihood | undefined {
  const offer = openOffer(digest, now);
  if (offer === undefined) return undefined;
  const factors = signsOf(offer, digest, profile)
    .map((found): Factor => ({ ...found, effect: effectOf(found, now) }))
    .filter(({ effect }) => effect !== 0)
    .sort(strongestFirst);
  const logOdds = Math.log(baseRate / (1 - baseRate)) + factors.reduce((sum, { effect }) => sum + effect, 0);
  const probability = 1 / (1 + Math.exp(-logOdds));
  return {
    offer,
    probability: round(Math.min(bounds.most, Math.max(bounds.least, probability))),
    factors,
  };
}

function effectOf({ name, strength, cites: [newest] }: Sign, now: Date): number {
  const ageMs = Math.max(0, now.getTime() - Date.parse(newest.occurredAt));
  return round(weights[name] * strength * 0.5 ** (ageMs / halfLifeMs));
}

const strongestFirst = (left: Factor, right: Factor) =>
  Math.abs(right.effect) - Math.abs(left.effect) || (left.name < right.name ? -1 : 1);
