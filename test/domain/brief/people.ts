/** Builders of what a brief is made of. */
import type { BriefInput } from "../../../domain/brief/brief-input.ts";
import type { Consent } from "../../../domain/consent/consents.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { agentProfile } from "../../../domain/profile/agent-profile.ts";
import type { Case } from "../../../schemas/case.ts";
import type { Digest, Fact } from "../../../schemas/digest.ts";
import type { Understanding } from "../../../schemas/understanding.ts";

/** A Tuesday at 15:00 in Istanbul. */
export const now = new Date("2026-03-10T12:00:00.000Z");
export const timeZone = "Europe/Istanbul";
export const customerId = "C1";

const minuteMs = 60_000;
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * minuteMs).toISOString();
export const hoursAgo = (hours: number) => minutesAgo(60 * hours);
export const daysAgo = (days: number) => hoursAgo(24 * days);

export const aFact = (eventId: string, kind: string, changes: Partial<Fact> = {}): Fact => ({
  eventId,
  occurredAt: hoursAgo(1),
  channel: "chat",
  direction: "inbound",
  kind,
  ...changes,
});

export const understood = (changes: Partial<Understanding> = {}): Understanding => ({
  caseType: "request",
  sentiment: 0,
  ...changes,
});

export const aDigest = (facts: Partial<Digest["facts"]> = {}, changes: Partial<Digest> = {}): Digest => ({
  ...emptyDigest,
  ...changes,
  facts: { ...emptyDigest.facts, ...facts },
});

/** What one source said of the person, by one event. */
export const reported = (
  words: Record<string, Digest["profile"][string][string]["value"]>,
  eventId = "crm1",
): Digest["profile"] =>
  Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name,
      { crm: { value, source: "crm", at: daysAgo(30), level: "verified", eventId } },
    ]),
  );

export const consent = (state: Consent["state"], changes: Partial<Consent> = {}): Consent => ({
  brand: "shop",
  purpose: "marketing",
  channel: "sms",
  state,
  at: daysAgo(9),
  source: "crm",
  eventId: "consent1",
  ...changes,
});

export const aCase = (changes: Partial<Case> = {}): Case => ({
  caseId: "C1-m1",
  customerId,
  identifierId: "i1",
  type: "request",
  status: "open",
  history: [],
  channels: ["chat"],
  openedAt: hoursAgo(2),
  openedBy: "m1",
  lastEventAt: hoursAgo(1),
  threads: [],
  references: [],
  slots: {},
  contactIds: [],
  sentiments: [],
  version: 1,
  ...changes,
});

/** The brief's input, with the profile that the digest makes. */
export function inputOf(digest: Digest, changes: Partial<BriefInput> = {}): BriefInput {
  return {
    customerId,
    otherOpenCases: [],
    digest,
    consents: [],
    profile: profileOf(digest, changes.now),
    toAsk: [],
    now,
    timeZone,
    language: "en",
    ...changes,
  };
}

export const profileOf = (digest: Digest, at = now) =>
  agentProfile({
    customerId,
    digest,
    consents: [],
    cases: { open: 0, waiting: 0, resolved: 0, closed: 0 },
    points: 0,
    now: at,
    timeZone,
    highValueFrom: 10_000,
  });
