/** Decides whose event it is: finds, creates and extends a customer from an event's identifiers. Pure. */
import type { Identifier } from "../../schemas/contact-event.ts";

/** An identifier of an event with what the table knows of it. */
export interface KnownIdentifier {
  readonly identifierId: string;
  readonly identifier: Identifier;
  /** Absent when no customer has it yet. */
  readonly customerId?: string | undefined;
}

export interface LinkDecision {
  readonly customerId: string;
  readonly created: boolean;
  /** Identifiers to link to the customer, not linked to anybody before. */
  readonly toLink: readonly KnownIdentifier[];
}

/**
 * The home identifier's customer owns the event; else the customer of the first verified identifier
 * that has one; else a new customer. Verified identifiers nobody has are linked to the owner.
 * Identifiers of other customers stay theirs: bringing two customers together is a merge, never a
 * side effect of storing.
 *
 * A claimed identifier is linked only where it is the home, to a customer of its own: it neither
 * finds nor extends a customer that somebody else has proven to be (docs/decisions/0004).
 *
 * @param newCustomerId called only when a customer is created
 */
export function linkIdentifiers(
  home: KnownIdentifier,
  identifiers: readonly KnownIdentifier[],
  newCustomerId: () => string,
): LinkDecision {
  const verified = identifiers.filter(({ identifier }) => identifier.level === "verified");
  const found = [home, ...verified].find(({ customerId }) => customerId !== undefined)?.customerId;
  return {
    customerId: found ?? newCustomerId(),
    created: found === undefined,
    toLink: uniqueById([home, ...verified]).filter(({ customerId }) => customerId === undefined),
  };
}

function uniqueById(identifiers: readonly KnownIdentifier[]): KnownIdentifier[] {
  return [...new Map(identifiers.map((known) => [known.identifierId, known])).values()];
}
