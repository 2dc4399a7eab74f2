/** A customer's WhatsApp account got another number or another business-scoped user id. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { present } from "../json.ts";
import { whatsappPerson } from "../whatsapp-person.ts";
import type { Message } from "./whatsapp-schema.ts";

/**
 * The identifiers are the new ones; the previous ones are attributes, for the rule that decides on a merge.
 * The notice's text names ids too, but beside a name the customer chose: it is shown, never read.
 *
 * @returns `undefined` for every other system notice
 */
export function identityChange(event: ParsedEvent, message: Message): ParsedEvent | undefined {
  const { system } = message;
  if (!system?.type?.startsWith("user_changed_")) return undefined;
  const identifiers = whatsappPerson(system.user_id, system.wa_id);
  return {
    ...event,
    kind: "identity.changed",
    identifiers: identifiers.length > 0 ? identifiers : event.identifiers,
    text: system.body,
    attributes: {
      ...event.attributes,
      ...present({
        change: system.type,
        previousUserId: system.previous_user_id ?? message.from_user_id,
        previousWaId: message.from,
      }),
    },
  };
}
