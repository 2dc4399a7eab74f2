/** What of an identifier may be stored in readable form. */
import type { Identifier } from "../../schemas/contact-event.ts";

const shownDigits = 2;

/** A national id is kept as its keyed hash only; its readable form shows the last two digits. */
export function maskIdentifier(identifier: Identifier): Identifier {
  if (identifier.kind !== "national-id") return identifier;
  const hidden = Math.max(identifier.value.length - shownDigits, 0);
  return { ...identifier, value: "*".repeat(hidden) + identifier.value.slice(hidden) };
}
