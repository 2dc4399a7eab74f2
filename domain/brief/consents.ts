/** What the customer has refused, and whether anything may be sold. */
import type { Citation, Consent, Digest, Fact } from "../../schemas/digest.ts";
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

const consentsOf = (digest: Digest): Consent[] =>
  Object.keys(digest.consents)
    .toSorted()
    .flatMap((key) => digest.consents[key] ?? []);

export const refusals = (digest: Digest): Consent[] =>
  consentsOf(digest).filter(({ state }) => state === "denied");

/** Brands that have a consent: with several, a warning has to name its own. */
export const brandsOf = (digest: Digest): ReadonlySet<string> =>
  new Set(consentsOf(digest).map(({ brand }) => brand));

/**
 * Whether an offer may be made. A refusal on any channel and of any brand counts: a case travels between
 * channels, and whoever has said no is not asked again on another one. So does a wish for no more messages that
 * was said in the case and may not be a consent's refusal yet.
 *
 * @param contacts of the case, newest first
 */
export function permissionToOffer(digest: Digest, contacts: readonly Fact[], cite: Cite): Permission {
  const citesOf = (consents: readonly Consent[]) => consents.map(({ eventId, at }) => cite(eventId, at));
  const denied = refusals(digest).filter(({ purpose }) => !notAboutOffers.has(purpose));
  const wished = contacts.filter(
    ({ direction, understanding }) => direction === "inbound" && understanding?.intent === "opt-out",
  );
  if (denied.length > 0 || wished.length > 0) {
    return { state: "denied", cites: [...wished.map(citationOf), ...citesOf(denied)] };
  }
  const granted = consentsOf(digest).filter(({ purpose }) => aboutOffers.has(purpose));
  return { state: granted.length > 0 ? "granted" : "unknown", cites: citesOf(granted) };
}
