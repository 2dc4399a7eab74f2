/** Builders of consent entries and questions for tests. */

import { defaultConsentPolicy } from "../../../domain/consent/default-consent-policy.ts";
import { entriesOf } from "../../../domain/consent/ledger.ts";
import type { SendQuestion, SendRules } from "../../../domain/consent/permit-send.ts";
import type { ConsentEntry, ConsentPolicy } from "../../../schemas/consents.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";

/** A minute of a Wednesday from 10:00 in Istanbul. */
export const minute = (minutes: number): string => new Date(Date.UTC(2026, 10, 18, 7, minutes)).toISOString();

export function word(
  at: number,
  state: ConsentEntry["state"],
  purpose = "marketing",
  changes: Partial<ConsentEntry> = {},
): ConsentEntry {
  const eventId = `e${at}${state}${purpose}`;
  return {
    entryId: `${eventId}.${changes.identifierId ?? "phone"}`,
    identifierId: "phone",
    brand: "Acme",
    purpose,
    channel: "sms",
    legalBasis: "consent",
    state,
    at: minute(at),
    recordedAt: minute(at),
    level: "verified",
    source: "test",
    eventId,
    ...changes,
  };
}

export const about = { brand: "Acme", channel: "sms", purpose: "marketing" } as const;

export function question(changes: Partial<SendQuestion> = {}): SendQuestion {
  return {
    ...about,
    purpose: "service",
    now: new Date(minute(60)),
    zones: ["Europe/Istanbul"],
    isTemplate: false,
    byHumanAgent: false,
    recentSends: [],
    lastAsked: changes.lastInbound,
    ...changes,
  };
}

export function rules(
  entries: readonly ConsentEntry[],
  changes: Partial<SendRules["capabilities"]> = {},
): SendRules {
  return {
    entries,
    capabilities: { enforcesOptOut: false, ...changes },
    policy: { version: 3, policy: defaultConsentPolicy },
  };
}

export const withPolicy = (base: SendRules, changes: Partial<ConsentPolicy>): SendRules => ({
  ...base,
  policy: { version: 4, policy: { ...base.policy.policy, ...changes } },
});

/** What the ledgers have of these events; the id of an address is its value. */
export const ledgerOf = (...events: readonly ContactEvent[]): ConsentEntry[] =>
  events.flatMap((event) => {
    const { identifiers } = event;
    const claims = identifiers.filter(({ level }) => level === "claimed");
    const [identifierIds, claimIds] = [identifiers, claims].map((some) => some.map(({ value }) => value));
    return entriesOf(
      { event, home: "home", identifierIds: identifierIds ?? [], claimIds: claimIds ?? [] },
      { brand: "Acme", words: defaultConsentPolicy.words },
    );
  });

export const wrote = (at: number, isStopWord = false) => ({
  at: minute(at),
  eventId: `m${at}`,
  isStopWord,
});
