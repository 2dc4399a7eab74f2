/** Everything the lines and the next action decide by, worked out once of the input. */
import { type Citation, type Digest, type Fact, factGroups } from "../../schemas/digest.ts";
import type { Consent } from "../consent/consents.ts";
import { likelihoodOf, type OfferLikelihood } from "../offers/likelihood.ts";
import { positionOf } from "../timeline/position.ts";
import type { BriefInput } from "./brief-input.ts";
import { openCart } from "./cart.ts";
import { type Cite, citing } from "./citations.ts";
import { type Permission, permissionToOffer, refusalsIn, unrecordedWish } from "./consents.ts";
import { type Mood, moodOf } from "./mood.ts";
import { type OpenPromise, openPromises } from "./promises.ts";
import { slotsToAsk } from "./slots.ts";
import { type Speech, speechOf } from "./text/speech.ts";
import { contactsInScope, type Topic, topicOf } from "./topic.ts";

export interface Situation {
  readonly input: BriefInput;
  readonly speech: Speech;
  readonly cite: Cite;
  /** Cites the events that reported what is shown of these attributes of the profile. */
  readonly citeAttributes: (...names: readonly string[]) => Citation[];
  /** The newest fact of any kind, ours too: what shows that the person is there. */
  readonly newest: Fact | undefined;
  /** What the person did last, of any kind. */
  readonly seen: Fact | undefined;
  readonly topic: Topic | undefined;
  /** Of the offered case; without a case, of the last week. Newest first. */
  readonly contacts: readonly Fact[];
  /** The newest of them by which the customer came. */
  readonly contact: Fact | undefined;
  readonly promises: readonly OpenPromise[];
  readonly refusals: readonly Consent[];
  readonly permission: Permission;
  readonly unrecordedWish: Fact | undefined;
  readonly mood: Mood | undefined;
  /** Names of slots that are needed and not known. */
  readonly toAsk: readonly string[];
  readonly cart: Fact | undefined;
  readonly likelihood: OfferLikelihood | undefined;
}

export function situationOf(input: BriefInput): Situation {
  const { digest, consents, profile, now } = input;
  const speech = speechOf(input.language, now, input.timeZone);
  const cite = citing(digest);
  const contacts = contactsInScope(input);
  const allFacts = newestFirst(digest);
  return {
    input,
    speech,
    cite,
    citeAttributes: (...names) => names.flatMap((name) => citeAttribute(input, cite, name)),
    newest: allFacts[0],
    seen: allFacts.find(({ direction }) => direction === "inbound"),
    contacts,
    topic: topicOf(input, contacts, cite, speech),
    contact: contacts.find(({ direction }) => direction === "inbound"),
    promises: openPromises(digest.facts.promises, now),
    refusals: refusalsIn(consents),
    permission: permissionToOffer(consents, contacts, cite),
    unrecordedWish: unrecordedWish(consents, contacts),
    mood: moodOf(input, cite),
    toAsk: slotsToAsk(input),
    cart: openCart(digest, now),
    likelihood: likelihoodOf(digest, profile, now),
  };
}

const newestFirst = (digest: Digest): Fact[] =>
  factGroups
    .flatMap((group) => digest.facts[group])
    .sort((left, right) => (positionOf(left) < positionOf(right) ? 1 : -1));

function citeAttribute({ profile }: BriefInput, cite: Cite, name: string): Citation[] {
  const shown = profile.attributes[name];
  return shown === undefined ? [] : [cite(shown.eventId, shown.at)];
}
