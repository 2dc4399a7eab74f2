/** Who a contact of Amazon Connect is with, where nothing but the contact is known. */
import type { Identifier } from "../../schemas/contact-event.ts";
import { externalIdentifier } from "../channels/fingerprint.ts";

/** As the contact's own events have it (`domain/connect/store-connect-event.ts`): all of them are one person's. */
export function connectPerson(instanceId: string | undefined, contactId: string): Identifier[] {
  return instanceId === undefined ? [] : [externalIdentifier(`connect:${instanceId}:${contactId}`)];
}
