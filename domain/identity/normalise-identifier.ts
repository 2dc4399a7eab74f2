/** One form for each identifier, so that the same person is found whatever way the value was written. */
import type { Identifier, IdentifierKind } from "../../schemas/contact-event.ts";

/** `+` and 7 to 15 digits, no leading zero: ITU-T E.164. */
const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * E.164 where the number is international; otherwise (a short code, a sender name) its characters
 * without separators, so that nothing is refused that a provider has verified.
 */
function normalisePhone(value: string): string {
  const compact = value.replace(/[\s().\-/\u00a0]/g, "").replace(/^00/, "+");
  return e164.test(compact) ? compact : compact.toUpperCase();
}

/** No provider-specific guessing: `a.b@x` and `ab@x` stay two addresses. */
function normaliseEmail(value: string): string {
  return value.trim().normalize("NFC").toLowerCase();
}

function normaliseValue(kind: IdentifierKind, value: string): string {
  switch (kind) {
    case "phone":
      return normalisePhone(value);
    case "email":
      return normaliseEmail(value);
    case "national-id":
      return value.replace(/\s/g, "");
    default:
      return value.trim();
  }
}

/** The identifier with its normalised value; kind and level stay. */
export function normaliseIdentifier(identifier: Identifier): Identifier {
  return { ...identifier, value: normaliseValue(identifier.kind, identifier.value) };
}
