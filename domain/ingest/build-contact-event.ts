/** Turns what an adapter parsed into the contact event we keep: ids, normalised identifiers, its campaign, redaction. Pure. */
import { type ContactEvent, type Identifier, longestIdentifier } from "../../schemas/contact-event.ts";
import { homeIdentifier } from "../identity/home-identifier.ts";
import { identifierId, keyedHash } from "../identity/identifier-id.ts";
import { maskIdentifier } from "../identity/mask-identifier.ts";
import { normaliseIdentifier } from "../identity/normalise-identifier.ts";
import { redactEvent } from "../redaction/redact-event.ts";
import { withCampaign } from "./campaign.ts";
import type { ParsedEvent } from "./channel-adapter.ts";

/** The delivery that brought an event. */
export interface Delivery {
  readonly provider: string;
  readonly endpointId: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly receivedAt: string;
}

/** What ids depend on beside the event. It must never change: what is stored would not be found again. */
export interface IdSettings {
  /** Secret key of every hash. */
  readonly pepper: string;
  /** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
  readonly defaultCountry: string;
}

/** An event with the hashes of its identifiers, in their order; `home` names the partition it lives in. */
export interface IdentifiedEvent {
  readonly event: ContactEvent;
  readonly home: string;
  readonly identifierIds: readonly string[];
  /** Of `event.previousIdentifiers`, in their order: whoever has them is who the event is about. */
  readonly previousIds: readonly string[];
  /** What the claimed ones among `event.identifiers` would be if they were verified, in their order. */
  readonly claimIds: readonly string[];
}

/** An identified event whose time may still have to be fixed by its first receipt. */
export interface UntimedEvent extends IdentifiedEvent {
  readonly timeKnown: boolean;
}

/** @returns `event.occurredAt` is the delivery's receive time where `timeKnown` is false */
export function buildContactEvent(
  { pepper, defaultCountry }: IdSettings,
  parsed: ParsedEvent,
  delivery: Delivery,
): UntimedEvent {
  const { idempotencyKey, occurredAt, identifiers, previousIdentifiers, ...facts } = redactEvent(
    withCampaign(parsed),
  );
  const eventId = keyedHash(pepper, ["event", delivery.provider, delivery.endpointId, idempotencyKey]);
  const idOf = (identifier: Identifier) => identifierId(pepper, identifier);
  const named = normaliseAll(identifiers, defaultCountry);
  const home = homeIdentifier(named) ?? externalIdentifier(pepper, parsed, delivery);
  const normalised = named.length > 0 ? named : [home];
  const identifierIds = normalised.map(idOf);
  const previous = normaliseAll(previousIdentifiers ?? [], defaultCountry).filter(
    (identifier) => !identifierIds.includes(idOf(identifier)),
  );
  return {
    event: {
      ...facts,
      ...delivery,
      eventId,
      occurredAt: occurredAt ?? delivery.receivedAt,
      identifiers: normalised.map(maskIdentifier),
      ...(previous.length === 0 ? {} : { previousIdentifiers: previous.map(maskIdentifier) }),
    },
    home: idOf(home),
    identifierIds,
    previousIds: previous.map(idOf),
    claimIds: normalised
      .filter(({ level }) => level === "claimed")
      .map((identifier) => idOf({ ...identifier, level: "verified" })),
    timeKnown: occurredAt !== undefined,
  };
}

/** Those that name somebody. */
function normaliseAll(identifiers: readonly Identifier[], defaultCountry: string): Identifier[] {
  return identifiers
    .map((identifier) => normaliseIdentifier(identifier, defaultCountry))
    .filter(({ value }) => value !== "");
}

/** Who an event belongs to that names no person: its conversation, or itself. */
function externalIdentifier(pepper: string, parsed: ParsedEvent, { provider, endpointId }: Delivery) {
  const id = parsed.thread ?? parsed.idempotencyKey;
  const readable = `${provider}:${endpointId}:${id}`;
  const value =
    readable.length > longestIdentifier ? keyedHash(pepper, [provider, endpointId, id]) : readable;
  return { kind: "external", value, level: "verified" } as const;
}
