/** Who wrote on WhatsApp, as identifiers; used by every channel that carries WhatsApp. */
import type { Identifier } from "../../schemas/contact-event.ts";

const phonePattern = /^\+?(\d{5,15})$/;

/**
 * The business-scoped user id first, as Meta sends it even for users who hide their number; then the number.
 * Either may be absent, and the user id may stand in the number's place (Meta, "Business-scoped user IDs", 2026).
 */
export function whatsappPerson(userId: string | undefined, number: string | undefined): Identifier[] {
  const digits = phonePattern.exec(number ?? "")?.[1];
  const id = (userId?.trim() || (digits ? undefined : number))?.trim();
  const identifiers: Identifier[] = [];
  if (id) identifiers.push({ kind: "whatsapp", value: id, level: "verified" });
  if (digits) identifiers.push({ kind: "phone", value: `+${digits}`, level: "verified" });
  return identifiers;
}
