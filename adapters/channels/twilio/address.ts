/** Twilio's addresses: `+E.164`, `whatsapp:+E.164`, `messenger:<id>`, `rcs:...`. */
import type { Channel, Identifier } from "../../../schemas/contact-event.ts";
import { scopedId } from "../scoped-id.ts";
import { whatsappPerson } from "../whatsapp-person.ts";

export interface Address {
  readonly channel: Channel;
  /** Empty when the address is. A short code or a sender name counts as a phone number. */
  readonly identifiers: Identifier[];
  /** Twilio's prefix, where our channel says less than it. */
  readonly transport?: string | undefined;
}

/** What Twilio says beside a person's address. */
export interface Beside {
  /** The business's own address: a Messenger id is a person's on that page only. */
  readonly ours?: string | undefined;
  /** WhatsApp's business-scoped user id (`ExternalUserId`). */
  readonly userId?: string | undefined;
}

export function readAddress(address: string, { ours = "", userId }: Beside = {}): Address {
  const { prefix, value } = split(address);
  switch (prefix) {
    case "whatsapp":
      return {
        channel: prefix,
        identifiers: whatsappPerson({ userId: split(userId ?? "").value, number: value }),
      };
    case "messenger":
      return {
        channel: prefix,
        identifiers: identified("messenger", value && scopedId(split(ours).value, value)),
      };
    default:
      return { channel: "sms", identifiers: identified("phone", value), transport: prefix };
  }
}

function split(address: string): { readonly prefix: string | undefined; readonly value: string } {
  const prefix = /^[a-z]+(?=:)/.exec(address)?.[0];
  return { prefix, value: prefix ? address.slice(prefix.length + 1) : address };
}

function identified(kind: Identifier["kind"], value: string): Identifier[] {
  return value ? [{ kind, value, level: "verified" }] : [];
}
