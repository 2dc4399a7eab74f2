/** What the customer has refused, and whether anything may be sold. */
import { everyPurpose } from "../../schemas/consents.ts";
import type { Citation, Fact } from "../../schemas/digest.ts";
import { type Consent, deniedConsents } from "../consent/consents.ts";
import { type Cite, citationOf } from "./citations.ts";

/** Purposes that a refusal of which says nothing about offers. Any other, also an unknown one, forbids them. */
const notAboutOffers = new Set(["service", "transactional", "call-recording"]);

/** Purposes that a grant of which allows them. */
const aboutOffers = new Set(["marketing", "sales", "offers"]);

export interface Permission {
  readonly state: "granted" | "denied" | "unknown";
  /** What says so. */
  readonly cites: readonly Citation[];
}

/** Each refusal once: what is forbidden by a refusal of everything is said by that one. */
export function refusalsIn(consents: readonly Consent[]): Consent[] {
  const denied = deniedConsents(consents);
  const saysBoth = (general: Consent, refusal: Consent) =>
    general.purpose === everyPurpose &&
    general.channel === refusal.channel &&
    general.brand === refusal.brand &&
    general.eventId === refusal.eventId;
  return denied.filter(
    (refusal) => refusal.purpose === everyPurpose || !denied.some((general) => saysBoth(general, refusal)),
  );
}

const isWish = ({ direction, understanding }: Fact) =>
  direction === "inbound" && understanding?.intent === "opt-out";

/**
 * The newest wish for no more messages in words of one's own, until somebody has recorded a refusal, or the customer
 * has permitted something since. Any clear
 * wording must be honoured (47 CFR 64.1200(a)(10)), and rules misread some: so it is no opt-out by itself.
 *
 * @param contacts of the case, newest first
 */
export function unrecordedWish(consents: readonly Consent[], contacts: readonly Fact[]): Fact | undefined {
  const wish = contacts.find(isWish);
  const isRecorded = consents.some(({ at }) => at >= (wish?.occurredAt ?? ""));
  return isRecorded ? undefined : wish;
}

/**
 * Whether an offer may be made. A refusal on any channel and of any brand counts: a case travels between
 * channels, and whoever has said no is not asked again on another one. So does a wish for no more messages that
 * was said in the case and may not be a consent's refusal yet.
 *
 * @param contacts of the case, newest first
 */
export function permissionToOffer(
  consents: readonly Consent[],
  contacts: readonly Fact[],
  cite: Cite,
): Permission {
  const citesOf = (said: readonly Consent[]) => said.map(({ eventId, at }) => cite(eventId, at));
  const denied = refusalsIn(consents).filter(({ purpose }) => !notAboutOffers.has(purpose));
  const wished = contacts.filter(isWish);
  if (denied.length > 0 || wished.length > 0) {
    return { state: "denied", cites: [...wished.map(citationOf), ...citesOf(denied)] };
  }
  const granted = consents.filter(({ purpose }) => aboutOffers.has(purpose));
  return { state: granted.length > 0 ? "granted" : "unknown", cites: citesOf(granted) };
}
