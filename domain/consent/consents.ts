/** What a person permits and forbids, as people are told of it. Pure; used by the profile and the brief. */
import { type ConsentEntry, everyPurpose } from "../../schemas/consents.ts";
import { consentOverview } from "./consent-overview.ts";

/** A consent as it stands, with the word that says so. */
export type Consent = Pick<
  ConsentEntry,
  "brand" | "purpose" | "channel" | "state" | "at" | "source" | "eventId"
>;

/**
 * The ledger's answers to every consent that anything was ever said of. Left out is what is neither permitted nor
 * forbidden, and a grant of everything: START ends a silence and permits nothing (`state-as-of.ts`).
 *
 * @param entries of all addresses of the person
 */
export function consentsOf(entries: readonly ConsentEntry[], now: Date): Consent[] {
  return consentOverview(entries, { at: now.toISOString() }).flatMap(
    ({ brand, purpose, channel, state, entry }) => {
      const isConsent = state !== "unknown" && !(state === "granted" && purpose === everyPurpose);
      if (entry === undefined || !isConsent) return [];
      const { at, source, eventId } = entry;
      return [{ brand, purpose, channel, state, at, source, eventId }];
    },
  );
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
