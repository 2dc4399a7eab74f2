/** Builds contact events and live contacts for the panel's tests. */
import type { LiveContact } from "../../../schemas/api/shapes.ts";
import { type ContactEvent, contactEventSchema } from "../../../schemas/contact-event.ts";

/** @param minute its event time and receive time, within one hour; also names it */
export function anEvent(minute: number, changed: Partial<ContactEvent> = {}): ContactEvent {
  const instant = `2026-03-01T10:${String(minute).padStart(2, "0")}:00.000Z`;
  return contactEventSchema.parse({
    eventId: `e${String(minute).padStart(2, "0")}`,
    occurredAt: instant,
    receivedAt: instant,
    provider: "twilio",
    endpointId: "demo",
    channel: "sms",
    direction: "inbound",
    kind: "message.received",
    identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
    ...changed,
  });
}

export function aContact(minute: number, changed: Partial<ContactEvent> = {}): LiveContact {
  return { customerId: "c1", event: anEvent(minute, changed) };
}

export const idsOf = (events: readonly ContactEvent[]) => events.map(({ eventId }) => eventId);
