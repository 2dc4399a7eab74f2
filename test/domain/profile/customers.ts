/** Customers for the tests of the profile: folded from the events that made them. */
import { consentsOf } from "../../../domain/consent/consents.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { foldEvent } from "../../../domain/digest/fold-event.ts";
import type { ProfileInput } from "../../../domain/profile/profile-input.ts";
import { shownAttributes } from "../../../domain/profile/shown-attribute.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { counter } from "../../support/counter.ts";
import { contactEvent } from "../../support/events.ts";
import { ledgerOf } from "../consent/words.ts";

export type Attributes = NonNullable<ContactEvent["attributes"]>;

/** Noon in Istanbul. */
export const now = new Date("2026-11-22T09:00:00.000Z");
export const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

const next = counter();

export function happened(
  kind: string,
  attributes: Attributes = {},
  changes: Partial<ContactEvent> = {},
): ContactEvent {
  return contactEvent({ kind, attributes, occurredAt: daysAgo(1), eventId: `event-${next()}`, ...changes });
}

export const reported = (
  profile: Attributes,
  source = "crm",
  changes: Partial<ContactEvent> = {},
): ContactEvent => happened("profile.updated", { profile, source }, changes);

export const digestOf = (...events: readonly ContactEvent[]) =>
  events.reduce((digest, event) => foldEvent(digest, { event }), emptyDigest);

export const attributesOf = (profile: Attributes) => shownAttributes(digestOf(reported(profile)));

export function inputOf(events: readonly ContactEvent[], changes: Partial<ProfileInput> = {}): ProfileInput {
  const digest = digestOf(...events);
  return {
    customerId: "customer-1",
    digest,
    consents: consentsOf(ledgerOf(...events), now),
    cases: { open: 1, waiting: 2, resolved: 3, closed: 4 },
    points: 35,
    now,
    timeZone: "Europe/Istanbul",
    ...changes,
  };
}
