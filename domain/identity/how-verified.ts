/** How an identifier was verified. Pure. */
import type { Identifier, Verification } from "../../schemas/contact-event.ts";

/**
 * What the event says; where it says nothing, a channel's provider has proven who sent it, and the generic
 * channel's sender vouches for it.
 *
 * @param provider of the event that carries the identifier
 * @returns `undefined` of a claimed one
 */
export function howVerified(identifier: Identifier, provider: string): Verification | undefined {
  if (identifier.level === "claimed") return undefined;
  return identifier.verifiedBy ?? (provider === "standard" ? "signature" : "channel");
}
