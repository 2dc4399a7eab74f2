/** Reads the ledger's entries off contact events: every way to say yes or no comes together here. Pure. */
import { type ConsentEntry, everyPurpose, type LegalBasis, legalBases } from "../../schemas/consents.ts";
import type { Channel, ContactEvent, Identifier } from "../../schemas/contact-event.ts";
import { idBytes, type Json } from "../digest/attributes.ts";
import { sourceOf } from "../digest/profile-words.ts";
import { bytesInJson, tidyText } from "../digest/tidy-text.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import { wordSaidBy } from "./heeded.ts";
import type { OwnWords } from "./stop-words.ts";

export interface LedgerSettings {
  /** Of the endpoint that the event came by: whom a STOP is said to. */
  readonly brand: string;
  /** The company's own, from the policy. */
  readonly words: OwnWords;
}

type Word = Pick<ConsentEntry, "brand" | "purpose" | "channel" | "legalBasis" | "state" | "source">;
type NamedAddresses = Pick<StoredEvent, "event" | "identifierIds" | "claimIds">;
type ConsentAbout = NamedAddresses & Pick<StoredEvent, "home">;

/**
 * The entries of one event: one for each address it names. Most events have none. The same on every repetition.
 *
 * In this order: an event that is about a consent; what the provider says of an opt-out; a message that is one of
 * the words.
 */
export function entriesOf(stored: ConsentAbout, settings: LedgerSettings): ConsentEntry[] {
  const { event } = stored;
  const word = wordIn(event, settings);
  if (word === undefined) return [];
  const { eventId, occurredAt, receivedAt } = event;
  const evidence = evidenceIn(event);
  return addressesIn(stored).map(({ identifierId, level }) => ({
    entryId: `${eventId}.${identifierId}`,
    identifierId,
    ...word,
    // Nothing was said after it was heard: a clock that is ahead must not put a refusal off.
    at: occurredAt < receivedAt ? occurredAt : receivedAt,
    recordedAt: receivedAt,
    level,
    eventId,
    timeline: { home: stored.home, occurredAt },
    ...(evidence === undefined ? {} : { evidence }),
  }));
}

function wordIn(event: ContactEvent, settings: LedgerSettings): Word | undefined {
  if (event.kind === "consent.changed") return changedConsent(event);
  const said = wordSaidBy(event, settings.words);
  if (said === undefined || said.word === "help") return undefined;
  const { attributes = {}, channel, kind } = event;
  const narrow = said.source === "provider" ? attributes.purpose : undefined;
  return {
    brand: typeof attributes.brand === "string" ? attributes.brand : settings.brand,
    channel: channel === "marketing" ? mailedBy(kind) : channel,
    purpose: typeof narrow === "string" ? narrow : everyPurpose,
    state: said.word === "stop" ? "denied" : "granted",
    source: said.source,
    legalBasis: "consent",
  };
}

/** A campaign is no channel: who wants no more of it was written to by e-mail, or by SMS. */
const mailedBy = (kind: string): Channel => (kind.startsWith("sms.") ? "sms" : "email");

/** None where it does not say on which consent, or what. */
function changedConsent(event: ContactEvent): Word | undefined {
  const { attributes = {} } = event;
  const brand = partOf(attributes.brand);
  const purpose = partOf(attributes.purpose)?.toLowerCase();
  const channel = partOf(attributes.channel)?.toLowerCase();
  const state = stateOf(attributes.state);
  return brand === undefined || purpose === undefined || channel === undefined || state === undefined
    ? undefined
    : { brand, purpose, channel, state, source: sourceOf(event), legalBasis: basisOf(attributes.legalBasis) };
}

const partBytes = 40;

/** A part that is too long is not shortened: it would become another's. */
function partOf(value: Json | undefined): string | undefined {
  const part = typeof value === "string" ? tidyText(value) : "";
  return part === "" || bytesInJson(part) > partBytes ? undefined : part;
}

function stateOf(value: Json | undefined): Word["state"] | undefined {
  const state = typeof value === "string" ? value.trim().toLowerCase() : undefined;
  return state === "granted" || state === "denied" ? state : undefined;
}

const basisOf = (value: Json | undefined): LegalBasis =>
  legalBases.find((basis) => basis === value) ?? "consent";

function evidenceIn({ attributes = {} }: ContactEvent): ConsentEntry["evidence"] {
  const { file, row } = attributes;
  const isFile = typeof file === "string" && bytesInJson(file) <= 4 * idBytes;
  return isFile && typeof row === "number" && Number.isInteger(row) ? { file, row } : undefined;
}

interface Address extends Identifier {
  readonly identifierId: string;
}

/**
 * The addresses of an event, each once, by the id of the verified one.
 *
 * An address that was claimed here and proven there has one ledger: whoever sends to it must find what was said, not
 * how it was known. Reading it tells nobody whose it is, so a claim opens nothing (docs/decisions/0004).
 */
export function addressesIn({ event, identifierIds, claimIds }: NamedAddresses): Address[] {
  const claims = claimIds.values();
  const all = event.identifiers.map((identifier, index): Address => {
    const identifierId = identifier.level === "claimed" ? claims.next().value : identifierIds[index];
    return { ...identifier, identifierId: identifierId ?? "" };
  });
  const proven = new Set(
    all.filter(({ level }) => level === "verified").map(({ identifierId }) => identifierId),
  );
  const found = all.filter(
    ({ identifierId, level }) => identifierId !== "" && (level === "verified" || !proven.has(identifierId)),
  );
  return [...new Map(found.map((address) => [address.identifierId, address])).values()];
}
