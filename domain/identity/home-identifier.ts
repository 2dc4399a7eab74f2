/** Chooses the identifier whose partition an event lives in. */
import type { Identifier } from "../../schemas/contact-event.ts";

/**
 * The first verified identifier, the provider's own id for the person; the first claimed one only
 * where nobody was verified.
 */
export function homeIdentifier(identifiers: readonly Identifier[]): Identifier | undefined {
  return identifiers.find((identifier) => identifier.level === "verified") ?? identifiers[0];
}
