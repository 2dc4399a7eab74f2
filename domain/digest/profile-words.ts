/** What sources report of a customer, attribute by attribute: the profile's part of a digest. Pure. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { AttributeValue, Digest } from "../../schemas/digest.ts";
import { homeIdentifier } from "../identity/home-identifier.ts";
import { firstId, idBytes, objectOf } from "./attributes.ts";
import { areSame, bestOf, type Ranking } from "./best-of.ts";
import { attributeValueOf, isAttributeName, isKnownAttribute } from "./profile-forms.ts";
import { sorted } from "./sorted.ts";
import { shorten, tidyText } from "./tidy-text.ts";

/** The best so many words on one attribute stay, and so many in all. */
const mostPerAttribute = 3;
const mostInAll = 40;

interface Word {
  readonly attribute: string;
  readonly value: AttributeValue;
}

const keyOf = ({ level, source }: AttributeValue) => `${level}:${source}`;
const trustOf = ({ level }: AttributeValue) => (level === "verified" ? 1 : 0);
const positionOf = ({ at, eventId }: AttributeValue) => `${at}#${eventId}`;

/** Text order is the order of trust in words on one attribute: verified before claimed, then newest, then by event. */
export const rankOf = (value: AttributeValue): string => `${trustOf(value)}${positionOf(value)}`;

/** Where there are too many words, those that profiles are made of stay before others of equal trust. */
const ranking: Omit<Ranking<Word>, "most"> = {
  key: ({ attribute, value }) => `${attribute} ${keyOf(value)}`,
  rank: ({ attribute, value }) =>
    `${trustOf(value)}${isKnownAttribute(attribute) ? 1 : 0}${positionOf(value)}`,
};

/** Claimed words make room first: what somebody merely typed must not drive out what was proven. */
function bestWords(words: readonly Word[]): Word[] {
  const perAttribute = [...Map.groupBy(words, ({ attribute }) => attribute).values()];
  const best = perAttribute.flatMap((same) => bestOf(same, { ...ranking, most: mostPerAttribute }));
  return bestOf(best, { ...ranking, most: mostInAll });
}

const isReport = ({ kind }: Pick<ContactEvent, "kind">): boolean => kind === "profile.updated";

export const reportsProfile = (event: Pick<ContactEvent, "kind" | "attributes">): boolean =>
  isReport(event) || event.attributes?.profileName !== undefined;

/** The event's word on every attribute it reports. */
export function profileIn(event: ContactEvent): Digest["profile"] {
  if (!reportsProfile(event)) return {};
  const { occurredAt: at, eventId } = event;
  const source = sourceOf(event);
  const level = isReport(event) ? (homeIdentifier(event.identifiers)?.level ?? "claimed") : "claimed";
  const words = Object.entries(reportedIn(event)).flatMap(([attribute, reported]): Word[] => {
    const value = isAttributeName(attribute) ? attributeValueOf(attribute, reported) : undefined;
    return value === undefined ? [] : [{ attribute, value: { value, source, at, level, eventId } }];
  });
  return profileOf(bestWords(words));
}

/** What a source reports; beside any other event, the name by which people call themselves on a channel: a claim. */
function reportedIn(event: ContactEvent) {
  const { profile, profileName } = event.attributes ?? {};
  return isReport(event) ? objectOf(profile) : { name: profileName ?? null };
}

/** Who says so: as the event names it, else the endpoint it came by. */
export function sourceOf({ attributes, provider, endpointId }: ContactEvent): string {
  return firstId(attributes?.source) ?? shorten(tidyText(`${provider}/${endpointId}`), idBytes);
}

export function joinProfiles(left: Digest["profile"], right: Digest["profile"]): Digest["profile"] {
  const [known, heard] = [wordsOf(left), wordsOf(right)];
  if (heard.length === 0) return left;
  const best = profileOf(bestWords([...known, ...heard]));
  return areSame(valuesOf(known), valuesOf(wordsOf(best))) ? left : best;
}

const valuesOf = (words: readonly Word[]) => words.map(({ value }) => value);

function wordsOf(profile: Digest["profile"]): Word[] {
  return Object.entries(profile).flatMap(([attribute, values]) =>
    Object.values(values).map((value) => ({ attribute, value })),
  );
}

function profileOf(words: readonly Word[]): Digest["profile"] {
  const attributes = Map.groupBy(words, ({ attribute }) => attribute);
  return sorted(
    [...attributes].map(([attribute, same]) => [
      attribute,
      sorted(valuesOf(same).map((value) => [keyOf(value), value])),
    ]),
  );
}
