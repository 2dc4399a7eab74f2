/** Who wrote on WhatsApp, as identifiers; used by every channel that carries WhatsApp. */
import type { Identifier } from "../../schemas/contact-event.ts";

const phonePattern = /^\+?(\d{5,15})$/;

/** What WhatsApp calls one person; any of it may be absent. */
export interface WhatsappIds {
  /** Business-scoped: of one person and one business portfolio. The only one of a person who hides the number. */
  readonly userId?: string | undefined;
  /** Of one person and all portfolios of a company that Meta manages as one. */
  readonly parentUserId?: string | undefined;
  /** A number without its `+`, or a user id in the number's place. */
  readonly number?: string | undefined;
}

/**
 * The business-scoped user id first, as Meta sends it even for users who hide their number; the number last
 * (Meta, "Business-scoped user IDs", 2026). Ids stand as Meta writes them: no webhook names their portfolio.
 */
export function whatsappPerson({ userId, parentUserId, number }: WhatsappIds): Identifier[] {
  const digits = phonePattern.exec(number ?? "")?.[1];
  const ids = [userId?.trim() || (digits ? undefined : number), parentUserId].map((id) => id?.trim());
  const identifiers = [...new Set(ids)].flatMap((value): Identifier[] =>
    value ? [{ kind: "whatsapp", value, level: "verified" }] : [],
  );
  return digits ? [...identifiers, { kind: "phone", value: `+${digits}`, level: "verified" }] : identifiers;
}
