/** Reads the ledger's entries off contact events: every way to say yes or no comes together here. Pure. */
import { type ConsentEntry, everyPurpose, type LegalBasis, legalBases } from "../../schemas/consents.ts";
import type { Channel, ContactEvent, Identifier } from "../../schemas/contact-event.ts";
import { idBytes, type Json } from "../digest/attributes.ts";
import { changesConsent, consentsIn } from "../digest/consent-words.ts";
import { bytesInJson } from "../digest/tidy-text.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import { consentWordIn, type OwnWords } from "./stop-words.ts";

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
  if (changesConsent(event)) return changedConsent(event);
  const { attributes = {}, channel, direction, kind, text } = event;
  const brand = typeof attributes.brand === "string" ? attributes.brand : settings.brand;
  const about = { brand, channel: channel === "marketing" ? mailedBy(kind) : channel };
  if (attributes.optOut !== undefined) {
    const purpose = typeof attributes.purpose === "string" ? attributes.purpose : everyPurpose;
    return sayingSo(about, purpose, attributes.optOut, "provider");
  }
  const isMessage = direction === "inbound" && kind === "message.received" && text !== undefined;
  return isMessage
    ? sayingSo(about, everyPurpose, consentWordIn(text, settings.words), "keyword")
    : undefined;
}

/** A campaign is no channel: who wants no more of it was written to by e-mail, or by SMS. */
const mailedBy = (kind: string): Channel => (kind.startsWith("sms.") ? "sms" : "email");

/** As the digest reads it, so that profile, brief and ledger name the same consents. */
function changedConsent(event: ContactEvent): Word | undefined {
  const [consent] = Object.values(consentsIn(event));
  if (consent === undefined) return undefined;
  const { brand, purpose, channel, state, source } = consent;
  return { brand, purpose, channel, state, source, legalBasis: basisOf(event.attributes?.legalBasis) };
}

const basisOf = (value: Json | undefined): LegalBasis =>
  legalBases.find((basis) => basis === value) ?? "consent";

function sayingSo(
  about: Pick<Word, "brand" | "channel">,
  purpose: string,
  word: Json | undefined,
  source: string,
): Word | undefined {
  if (word !== "stop" && word !== "start") return undefined;
  return { ...about, purpose, state: word === "stop" ? "denied" : "granted", source, legalBasis: "consent" };
}

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
