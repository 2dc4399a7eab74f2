/** What a person permits and forbids, and how it is asked. Pure; used by the profile, the brief and whoever sends. */
import type { Consent, Digest } from "../../schemas/digest.ts";
import { mergeDigests } from "../digest/merge-digests.ts";

/**
 * The consents of a person, by brand, purpose and channel.
 *
 * Within one customer the newest word counts. Over several it is the most restrictive: a merge must never turn
 * a refusal into a permission. The newest of equal words is shown.
 *
 * @param digests of the person's customers; the merged digest has the same
 */
export function consentsOf(digests: readonly Digest[]): Consent[] {
  return Object.values(mergeDigests(digests).consents);
}

export function deniedConsents(consents: readonly Consent[]): Consent[] {
  return consents.filter(({ state }) => state === "denied");
}

/**
 * Whether a channel is open at all: not when something was refused on it and nothing granted. Who sends asks
 * for brand and purpose on top.
 */
export function isChannelOpen(consents: readonly Consent[], channel: string): boolean {
  const states = consents.filter((consent) => consent.channel === channel).map(({ state }) => state);
  return states.includes("granted") || !states.includes("denied");
}
