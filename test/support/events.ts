/** Builders of events for tests. */

import { emptyDigest } from "../../domain/digest/empty-digest.ts";
import type { Member } from "../../domain/identity/person.ts";
import {
  buildContactEvent,
  type Delivery,
  type UntimedEvent,
} from "../../domain/ingest/build-contact-event.ts";
import type { ParsedEvent } from "../../domain/ingest/channel-adapter.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";

export const pepper = "pepper-for-tests";
export const receivedAt = "2026-11-22T09:00:00.500Z";
export const delivery: Delivery = { provider: "standard", endpointId: "demo", receivedAt };

export function parsedEvent(changes: Partial<ParsedEvent> = {}): ParsedEvent {
  return {
    idempotencyKey: "m1",
    occurredAt: "2026-11-22T09:00:00.000Z",
    channel: "sms",
    direction: "inbound",
    kind: "message.received",
    identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
    text: "Merhaba",
    ...changes,
  };
}

export function untimedEvent(changes: Partial<ParsedEvent> = {}): UntimedEvent {
  return buildContactEvent({ pepper, defaultCountry: "TR" }, parsedEvent(changes), delivery);
}

export function contactEvent(changes: Partial<ContactEvent> = {}): ContactEvent {
  return { ...untimedEvent().event, ...changes };
}

/** A fake whose every member throws: a test gives the ones it expects to be used. */
export function inert<Port extends object>(members: Partial<Port> = {}): Port {
  return new Proxy(members, {
    get: (target, name) => {
      if (name in target || name === "then") return Reflect.get(target, name);
      throw new Error(`${String(name)} was not expected to be used`);
    },
  }) as Port;
}

/** A customer nothing is known of but that it exists. */
export const member = (customerId: string, changes: Partial<Member> = {}): Member => ({
  customerId,
  createdAt: receivedAt,
  mergeCount: 0,
  version: 0,
  identifiers: [],
  merges: [],
  suggestions: [],
  apart: [],
  cases: [],
  digest: emptyDigest,
  ...changes,
});
