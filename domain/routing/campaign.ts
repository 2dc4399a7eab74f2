/** Which campaign or offer brought the customer: what marketing knows of why they come. Pure. */
import type { Case } from "../../schemas/case.ts";
import type { Digest, Fact } from "../../schemas/digest.ts";
import { topicOf } from "../cases/same-request.ts";
import { wants } from "../offers/wanted.ts";
import { positionOf } from "../timeline/position.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Whoever clicked so lately comes because of it, whatever they say first. */
const surelyWithinMs = dayMs;
/** The time in which marketing usually credits a click with what follows it: still likely, unless they speak of something else. */
const likelyWithinMs = 7 * dayMs;

const casePrefix = "campaign:";

/**
 * The campaign that the case itself names, the one named last; else the one the customer clicked last.
 *
 * @returns its id as the sender wrote it; `undefined` where marketing told us nothing
 */
export function campaignOf(
  { references, intent }: Pick<Case, "references" | "intent">,
  { facts }: Pick<Digest, "facts">,
  now: Date,
): string | undefined {
  const named = references.findLast((reference) => reference.startsWith(casePrefix));
  if (named !== undefined) return named.slice(casePrefix.length);
  const topic = topicOf(intent);
  const clicked = clicksIn(facts).find((fact) => isWhyTheyCome(fact, topic, now));
  return clicked?.campaign ?? clicked?.reference;
}

/** Newest first. To land on a page, or a help article, that carries a campaign is to have clicked it. */
function clicksIn({ campaigns, offers, pages, articles }: Digest["facts"]): Fact[] {
  return [
    ...campaigns.filter(({ kind }) => kind.endsWith(".clicked")),
    ...offers.filter(({ kind }) => kind === "offer.accepted"),
    ...[...pages, ...articles].filter(({ campaign }) => campaign !== undefined),
  ]
    .filter(({ campaign, reference }) => (campaign ?? reference) !== undefined)
    .sort((left, right) => (positionOf(left) < positionOf(right) ? 1 : -1));
}

function isWhyTheyCome({ occurredAt, label = "" }: Fact, topic: string | undefined, now: Date): boolean {
  const ageMs = now.getTime() - Date.parse(occurredAt);
  if (ageMs < 0) return false;
  return ageMs <= surelyWithinMs || (ageMs <= likelyWithinMs && (topic === undefined || wants(topic, label)));
}
