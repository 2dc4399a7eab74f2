/** What a company's own systems report to the generic webhook: contact events, as they are. Pure. */
import type { Channel, MessageStatus, ReportedEvent } from "../../schemas/contact-event.ts";
import { idsOf, type Person } from "./person.ts";

export const ownSystems = ["page", "cart", "app", "branch", "atm", "price"] as const;
export type OwnSystem = (typeof ownSystems)[number];

export interface Reported {
  person: Person;
  text: string;
  /** The sender's own id of this event, stable on every retry. */
  id: string;
  now: Date;
}

type What = Pick<ReportedEvent, "channel" | "direction" | "kind" | "identifiers" | "attributes">;

/**
 * Something a customer did where one of our own systems saw it. Everybody is signed in or has shown
 * a card, so each identifier is a verified one and all of it lands on one timeline.
 */
export function ownSystemEvent(system: OwnSystem, { person, text, id, now }: Reported): ReportedEvent {
  return { id, occurredAt: now.toISOString(), ...seenBy(system, person), text };
}

function seenBy(system: OwnSystem, person: Person): What {
  const ids = idsOf(person);
  const verified = (kind: "visitor" | "device" | "loyalty" | "crm", value: string): What["identifiers"] => [
    { kind, value, level: "verified" },
    { kind: "phone", value: person.phone, level: "verified" },
  ];
  switch (system) {
    case "page":
      return {
        channel: "web",
        direction: "inbound",
        kind: "page.viewed",
        identifiers: verified("visitor", ids.visitor),
        attributes: { url: "https://www.example.com/loans/home", seconds: 74 },
      };
    case "cart":
      return {
        channel: "commerce",
        direction: "inbound",
        kind: "cart.abandoned",
        identifiers: verified("visitor", ids.visitor),
        attributes: { items: 2, total: 1849.9, currency: "TRY" },
      };
    case "app":
      return {
        channel: "app",
        direction: "inbound",
        kind: "screen.viewed",
        identifiers: verified("device", ids.device),
        attributes: { appVersion: "8.2.0", platform: "iOS" },
      };
    case "branch":
      return {
        channel: "store",
        direction: "inbound",
        kind: "visit.checked-in",
        identifiers: verified("crm", ids.crm),
        attributes: { location: "Kadıköy", ticket: "B-214" },
      };
    case "atm":
      return {
        channel: "store",
        direction: "inbound",
        kind: "transaction.made",
        identifiers: verified("crm", ids.crm),
        attributes: { location: "ATM 0417, Kadıköy", amount: 2000, currency: "TRY" },
      };
    case "price":
      return {
        channel: "store",
        direction: "inbound",
        kind: "price.checked",
        identifiers: verified("loyalty", ids.loyalty),
        attributes: { location: "Kadıköy, kiosk 3", price: 749.9, currency: "TRY" },
      };
  }
}

/** A WhatsApp message of ours, sent by another system, which tells us of it. */
export function companyMessage(reported: Reported, providerMessageId: string): ReportedEvent {
  return {
    ...outbound(reported, "whatsapp"),
    kind: "message.sent",
    text: reported.text,
    status: "sent",
    providerMessageId,
  };
}

/** How far a message of ours has come, as the system that sent it reports. */
export function companyMessageStatus(
  reported: Omit<Reported, "text">,
  message: { channel: Channel; providerMessageId: string },
  status: MessageStatus,
): ReportedEvent {
  const { channel, providerMessageId } = message;
  return { ...outbound(reported, channel), kind: "message.status", status, providerMessageId };
}

function outbound(
  { person, id, now }: Omit<Reported, "text">,
  channel: Channel,
): Pick<ReportedEvent, "id" | "occurredAt" | "channel" | "direction" | "identifiers"> {
  return {
    id,
    occurredAt: now.toISOString(),
    channel,
    direction: "outbound",
    identifiers: [{ kind: "phone", value: person.phone, level: "verified" }],
  };
}
