/** What a contact record says, and what it shows to have been missed. Pure. */
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import {
  type ConnectContact,
  type ContactEventType,
  contactEventTypes,
  union,
  withFacts,
} from "./contact.ts";
import { type CustomerEndpoint, identifiersOf, threadOf } from "./customer-endpoint.ts";
import type { ContactNews } from "./follow-contact.ts";

/** Of a contact record (Administrator Guide, "Data model for contact records"), what we go by. */
export interface ContactRecord extends Omit<ContactNews, "type"> {
  readonly instanceId: string;
  readonly initialContactId?: string | undefined;
  /** Connect sends a record again when it has changed; an older one says nothing. */
  readonly updatedAt: string;
  readonly endpoint?: CustomerEndpoint | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  /** The case that we called the customer about: it is a call of ours. */
  readonly calledFor?: string | undefined;
  /** When the customer answered it. */
  readonly answeredAt?: string | undefined;
}

/** How the best-effort contact events compare with the records, which are sent at least once. */
export interface Reconciliation {
  /** Events that must have been sent. */
  readonly expected: number;
  /** Of these, the ones that came. */
  readonly seen: number;
  /** Of these, the ones whose part a record had to take. */
  readonly repaired: number;
}

const isNews = ({ updatedAt }: ContactRecord, { recordAt = "" }: ConnectContact): boolean =>
  updatedAt >= recordAt;

/** The contact with everything the record says of it. */
export function withRecord(contact: ConnectContact, record: ContactRecord): ConnectContact {
  if (!isNews(record, contact)) return contact;
  return {
    ...withFacts(contact, { ...record, follows: record.earlier.length > 0 }),
    recordAt: record.updatedAt,
    counted: union(contact.counted, typesIn(record)),
  };
}

/** @param before the contact as it was known before the record */
export function compare(before: ConnectContact, record: ContactRecord): Reconciliation {
  const expected = isNews(record, before)
    ? typesIn(record).filter((type) => !before.counted.includes(type))
    : [];
  const seen = expected.filter((type) => before.seen.includes(type)).length;
  return { expected: expected.length, seen, repaired: expected.length - seen };
}

const typesIn = ({ at }: ContactRecord): ContactEventType[] =>
  contactEventTypes.filter((type) => at[type] !== undefined);

/** Of the five that a survey offers, where the flow does not say. */
const usualScale = 5;

/**
 * The customer's answer to the survey after the conversation, if there was one. All its contacts carry the
 * answer; the first record to bring it fixes its time.
 */
export function surveyAnswer(record: ContactRecord, caseId: string | undefined): ParsedEvent | undefined {
  const { contactId, attributes } = record;
  const score = numberIn(attributes.csat);
  if (score === undefined) return undefined;
  return {
    idempotencyKey: `${threadOf(record)}:survey`,
    channel: "survey",
    direction: "inbound",
    kind: "survey.answered",
    identifiers: identifiersOf(record.endpoint),
    thread: threadOf(record),
    ...(caseId === undefined ? {} : { caseId }),
    attributes: { contactId, score, scale: numberIn(attributes.csatScale) ?? usualScale },
  };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
