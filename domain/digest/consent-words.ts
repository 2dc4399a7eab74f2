/** What a customer permits and forbids: the consents' part of a digest. Pure. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Consent, Digest } from "../../schemas/digest.ts";
import type { Json } from "./attributes.ts";
import { areSame, bestOf, type Ranking } from "./best-of.ts";
import { sourceOf } from "./profile-words.ts";
import { sorted } from "./sorted.ts";
import { bytesInJson, tidyText } from "./tidy-text.ts";

type Consents = Digest["consents"];

/** More than the brands, purposes and channels of most companies make together. */
const mostConsents = 32;
const partBytes = 40;

const positionOf = ({ at, eventId }: Consent) => `${at}#${eventId}`;

/** One customer changes their mind: the newest word counts. */
const newest: Ranking<Consent> = { key: consentKey, rank: positionOf, most: mostConsents };

/** Several customers who are one person: a refusal by any of them counts, however old; of equal words the newest. */
const mostRestrictive: Ranking<Consent> = {
  ...newest,
  rank: (consent) => `${consent.state === "denied" ? 1 : 0}${positionOf(consent)}`,
};

/** `brand|purpose|channel`; a bar within a name is escaped. */
function consentKey({ brand, purpose, channel }: Consent): string {
  return [brand, purpose, channel]
    .map((part) => part.replaceAll("%", "%25").replaceAll("|", "%7C"))
    .join("|");
}

export const changesConsent = ({ kind }: Pick<ContactEvent, "kind">): boolean => kind === "consent.changed";

/** The event's word on one consent; none where it does not say on which, or what. */
export function consentsIn(event: ContactEvent): Consents {
  if (!changesConsent(event)) return {};
  const { attributes = {}, occurredAt: at, eventId } = event;
  const brand = partOf(attributes.brand);
  const purpose = partOf(attributes.purpose)?.toLowerCase();
  const channel = partOf(attributes.channel)?.toLowerCase();
  const state = stateOf(attributes.state);
  return brand === undefined || purpose === undefined || channel === undefined || state === undefined
    ? {}
    : consentsOf([{ brand, purpose, channel, state, at, source: sourceOf(event), eventId }]);
}

/** A part that is too long is not shortened: it would become another's. */
function partOf(value: Json | undefined): string | undefined {
  const part = typeof value === "string" ? tidyText(value) : "";
  return part === "" || bytesInJson(part) > partBytes ? undefined : part;
}

function stateOf(value: Json | undefined): Consent["state"] | undefined {
  const state = typeof value === "string" ? value.trim().toLowerCase() : undefined;
  return state === "granted" || state === "denied" ? state : undefined;
}

/** The consents of one customer and what it said besides. */
export const joinConsents = (left: Consents, right: Consents): Consents => best(left, right, newest);

/** The consents of two customers who are one person. */
export const mergeConsents = (left: Consents, right: Consents): Consents =>
  best(left, right, mostRestrictive);

function best(left: Consents, right: Consents, ranking: Ranking<Consent>): Consents {
  const [known, heard] = [Object.values(left), Object.values(right)];
  if (heard.length === 0) return left;
  const joined = consentsOf(bestOf([...known, ...heard], ranking));
  return areSame(known, Object.values(joined)) ? left : joined;
}

const consentsOf = (consents: readonly Consent[]): Consents =>
  sorted(consents.map((consent) => [consentKey(consent), consent]));
