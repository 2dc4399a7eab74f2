/** Twilio's addresses: `+E.164`, `whatsapp:+E.164`, `messenger:<id>`, `rcs:...`. */
import type { Channel, Identifier } from "../../../schemas/contact-event.ts";
import { whatsappPerson } from "../whatsapp-person.ts";

export interface Address {
  readonly channel: Channel;
  /** Empty when the address is. A short code or a sender name counts as a phone number. */
  readonly identifiers: Identifier[];
  /** Twilio's prefix, where our channel says less than it. */
  readonly transport?: string | undefined;
}

/** @param userId WhatsApp's business-scoped user id, which Twilio gives beside the address (`ExternalUserId`) */
export function readAddress(address: string, userId?: string): Address {
  const prefix = /^[a-z]+(?=:)/.exec(address)?.[0];
  const value = prefix ? address.slice(prefix.length + 1) : address;
  if (prefix === "whatsapp") {
    return { channel: prefix, identifiers: whatsappPerson(userId?.replace(/^whatsapp:/, ""), value) };
  }
  const kind = prefix === "messenger" ? prefix : "phone";
  const identifiers: Identifier[] = value ? [{ kind, value, level: "verified" }] : [];
  return prefix === "messenger"
    ? { channel: prefix, identifiers }
    : { channel: "sms", identifiers, transport: prefix };
}
