/** Finds the messages of ours that a delivery report can be about. Pure. */
import type { LiveContact } from "../../schemas/api/shapes.ts";
import type { ReportableMessage } from "./scenario.ts";

export interface ReportableChoice extends ReportableMessage {
  who: string;
  text: string;
}

/** @returns the newest first; messages to people without a phone number cannot be reported on */
export function reportableMessages(
  contacts: readonly LiveContact[],
  who: (contact: LiveContact) => string,
): ReportableChoice[] {
  return contacts.flatMap((contact) => {
    const { channel, direction, identifiers, kind, providerMessageId, text } = contact.event;
    const phone = identifiers.find((identifier) => identifier.kind === "phone")?.value;
    if (direction !== "outbound" || kind === "message.status") return [];
    if (providerMessageId === undefined || phone === undefined) return [];
    return [{ providerMessageId, channel, phone, who: who(contact), text: text ?? "" }];
  });
}
