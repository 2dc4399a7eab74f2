/** Turns what an adapter parsed into the contact event we keep: ids, normalised identifiers, redaction. Pure. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import { homeIdentifier } from "../identity/home-identifier.ts";
import { identifierId, keyedHash } from "../identity/identifier-id.ts";
import { maskIdentifier } from "../identity/mask-identifier.ts";
import { normaliseIdentifier } from "../identity/normalise-identifier.ts";
import { redactEvent } from "../redaction/redact-event.ts";
import type { ParsedEvent } from "./channel-adapter.ts";

/** The delivery that brought an event. */
export interface Delivery {
  readonly provider: string;
  readonly endpointId: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly receivedAt: string;
}

/** An event with the hashes of its identifiers, in their order; `home` names the partition it lives in. */
export interface IdentifiedEvent {
  readonly event: ContactEvent;
  readonly home: string;
  readonly identifierIds: readonly string[];
}

/** An identified event whose time may still have to be fixed by its first receipt. */
export interface UntimedEvent extends IdentifiedEvent {
  readonly timeKnown: boolean;
}

/**
 * @param pepper secret key of every hash
 * @returns `event.occurredAt` is the delivery's receive time where `timeKnown` is false
 */
export function buildContactEvent(pepper: string, parsed: ParsedEvent, delivery: Delivery): UntimedEvent {
  const { idempotencyKey, occurredAt, identifiers, ...facts } = redactEvent(parsed);
  const eventId = keyedHash(pepper, ["event", delivery.provider, delivery.endpointId, idempotencyKey]);
  const named = identifiers.map(normaliseIdentifier).filter(({ value }) => value !== "");
  const home = homeIdentifier(named) ?? externalIdentifier(parsed, delivery);
  const normalised = named.length > 0 ? named : [home];
  return {
    event: {
      ...facts,
      ...delivery,
      eventId,
      occurredAt: occurredAt ?? delivery.receivedAt,
      identifiers: normalised.map(maskIdentifier),
    },
    home: identifierId(pepper, home),
    identifierIds: normalised.map((identifier) => identifierId(pepper, identifier)),
    timeKnown: occurredAt !== undefined,
  };
}

/** Who an event belongs to that names no person: its conversation, or itself. */
function externalIdentifier(parsed: ParsedEvent, delivery: Delivery) {
  const value = `${delivery.provider}:${delivery.endpointId}:${parsed.thread ?? parsed.idempotencyKey}`;
  return { kind: "external", value, level: "verified" } as const;
}
