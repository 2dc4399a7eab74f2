/** Who is at the customer's end of a contact. Pure. */
import type { Identifier } from "../../schemas/contact-event.ts";

export interface CustomerEndpoint {
  readonly address: string;
  /** `TELEPHONE_NUMBER`, `EMAIL_ADDRESS`, ... */
  readonly type: string;
}

/**
 * The network vouches for a caller's number. Nobody vouches for the address an e-mail says it is from, and a
 * withheld number is nobody's.
 */
export function identifiersOf(endpoint: CustomerEndpoint | undefined): Identifier[] {
  const { address = "", type } = endpoint ?? {};
  if (type === "TELEPHONE_NUMBER" && /^\+\d/.test(address)) {
    return [{ kind: "phone", value: address, level: "verified" }];
  }
  return type === "EMAIL_ADDRESS" && address.includes("@")
    ? [{ kind: "email", value: address, level: "claimed" }]
    : [];
}

/** All contacts of one conversation are one thread: it names whoever has no identifier, too. */
export const threadOf = (contact: {
  readonly contactId: string;
  readonly initialContactId?: string | undefined;
}): string => contact.initialContactId ?? contact.contactId;
