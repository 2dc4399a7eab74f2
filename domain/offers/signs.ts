/** What speaks for or against a customer's yes to an offer: from marketing and from the contact centre. Pure. */
import type { Citation, Digest, Fact } from "../../schemas/digest.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import { positionOf } from "../timeline/position.ts";
import { isOfOffer, type OpenOffer } from "./open-offer.ts";
import { wants } from "./wanted.ts";
import { names } from "./words.ts";

export type SignName =
  | "clicked"
  | "opened"
  | "viewed"
  | "inCart"
  | "asked"
  | "interestedLater"
  | "declined"
  | "complained"
  | "pleased"
  | "annoyed"
  | "satisfied"
  | "dissatisfied";

export interface Sign {
  readonly name: SignName;
  readonly source: "marketing" | "contact-centre";
  /** How strongly it is there, 0 to 1. */
  readonly strength: number;
  /** Newest first. */
  readonly cites: readonly [Citation, ...Citation[]];
}

/** Every sign at most once: ten clicks are not ten reasons. Only the newest one of a kind counts. */
export function signsOf(offer: OpenOffer, digest: Digest, profile: AgentProfile): Sign[] {
  return [
    ...marketingSigns(offer, digest),
    ...contactCentreSigns(offer, digest),
    ...moodSigns(digest),
    ...satisfactionSigns(profile),
  ];
}

const sign = (name: SignName, source: Sign["source"], facts: readonly Fact[], strength = 1): Sign[] => {
  const [newest, ...older] = facts.map(({ eventId, occurredAt, channel }) => ({
    eventId,
    occurredAt,
    channel,
  }));
  return newest === undefined || strength <= 0 ? [] : [{ name, source, strength, cites: [newest, ...older] }];
};

const newestOf = (facts: readonly Fact[], isOne: (fact: Fact) => boolean) => facts.filter(isOne).slice(0, 1);

function marketingSigns(offer: OpenOffer, { facts: { campaigns, pages, carts } }: Digest): Sign[] {
  const isOfCampaign = ({ reference, label = "" }: Fact) =>
    reference === undefined || offer.campaign === undefined
      ? names(label, offer.name)
      : reference === offer.campaign;
  const isProduct = ({ reference, label = "" }: Fact) =>
    names(label, offer.name) || (reference !== undefined && reference === offer.offerId);
  const did = (verb: string) => (fact: Fact) => fact.kind.endsWith(verb) && isOfCampaign(fact);
  return [
    ...sign("clicked", "marketing", newestOf(campaigns, did(".clicked"))),
    ...sign("opened", "marketing", newestOf(campaigns, did(".opened"))),
    ...sign("viewed", "marketing", newestOf(pages, isProduct)),
    ...sign("inCart", "marketing", newestOf(carts, isProduct)),
  ];
}

function contactCentreSigns(offer: OpenOffer, { facts: { contacts, offers, outcomes } }: Digest): Sign[] {
  const isOutcome = (name: string) => (fact: Fact) =>
    fact.label === name &&
    (fact.reference === undefined || offer.campaign === undefined
      ? wants(fact.understanding?.intent ?? "", offer.name)
      : fact.reference === offer.campaign);
  const isAsked = ({ direction, campaign, understanding }: Fact) =>
    direction === "inbound" &&
    understanding?.caseType !== "complaint" &&
    (wants(understanding?.intent ?? "", offer.name) ||
      (campaign !== undefined && campaign === offer.campaign));
  const isComplaint = ({ direction, understanding }: Fact) =>
    direction === "inbound" &&
    (understanding?.caseType === "complaint" || understanding?.intent === "cancel-subscription");
  const declined = [
    ...offers.filter((fact) => fact.kind === "offer.declined" && isOfOffer(fact, offer)),
    ...outcomes.filter(isOutcome("declined")),
  ].toSorted((left, right) => (positionOf(left) < positionOf(right) ? 1 : -1));
  return [
    ...sign("asked", "contact-centre", newestOf(contacts, isAsked)),
    ...sign("interestedLater", "contact-centre", newestOf(outcomes, isOutcome("interested-later"))),
    ...sign("declined", "contact-centre", declined.slice(0, 1)),
    ...sign("complained", "contact-centre", newestOf(contacts, isComplaint)),
  ];
}

const heardMessages = 3;
/** A mean nearer to neutral says nothing. */
const noticeableMean = 0.3;

/** The mean sentiment of the newest messages, -1 to 1, is the strength of the one or the other. */
function moodSigns({ facts: { contacts } }: Digest): Sign[] {
  const heard = contacts
    .filter(({ direction, understanding }) => direction === "inbound" && understanding !== undefined)
    .slice(0, heardMessages);
  const sum = heard.reduce((total, { understanding }) => total + (understanding?.sentiment ?? 0), 0);
  const mean = heard.length === 0 ? 0 : sum / heard.length;
  if (Math.abs(mean) < noticeableMean) return [];
  return [
    ...sign("pleased", "contact-centre", heard, mean),
    ...sign("annoyed", "contact-centre", heard, -mean),
  ];
}

const middleScore = 3;
const halfScale = 2;

/** On the scale of 1 to 5: how far from its middle the mean of the newest surveys is. */
function satisfactionSigns({ satisfaction: { score, surveys } }: AgentProfile): Sign[] {
  if (score === undefined) return [];
  const [newest] = surveys;
  if (newest === undefined) return [];
  const { eventId, occurredAt, channel } = newest;
  const strength = Math.min(1, Math.abs(score - middleScore) / halfScale);
  const name = score > middleScore ? "satisfied" : "dissatisfied";
  return strength === 0
    ? []
    : [{ name, source: "contact-centre", strength, cites: [{ eventId, occurredAt, channel }] }];
}
