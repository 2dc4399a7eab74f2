/** Who takes part in a change's messages: the business's number, and the customers Meta describes beside them. */
import type { Json } from "./json.ts";
import { type Contact, contactSchema } from "./whatsapp-schema.ts";

/** What the messages and statuses of a change have in common. */
export interface Sender {
  /** The business's phone number id: what replies are sent from. */
  readonly phoneNumberId: string | undefined;
  readonly contacts: readonly Json[];
  /** The change tells of one message alone, so its only contact is about it. */
  readonly isAlone: boolean;
}

/**
 * The contact with the writer's user id, else with the writer's number, else the only one of the only message: a
 * number and its WhatsApp id may differ (Meta, "Messages webhook reference"), two user ids never mean the same
 * person, and of several messages nobody says whose the contact is.
 */
export function contactOf(
  { contacts, isAlone }: Sender,
  userId: string | undefined,
  number: string | undefined,
): Contact | undefined {
  const known: Contact[] = contacts.flatMap((item) => contactSchema.safeParse(item).data ?? []);
  const candidates = known.filter((one) => !userId || !one.user_id || one.user_id === userId);
  return (
    candidates.find((one) => userId && one.user_id === userId) ??
    candidates.find((one) => number && one.wa_id === number) ??
    (isAlone && known.length === 1 ? candidates[0] : undefined)
  );
}
