/** Decides whose an event is: finds, creates and extends a customer from an event's identifiers. Pure. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { IdentityPolicy } from "../../schemas/policies.ts";
import { type CountedIdentifier, isPlaceholder, mayBelongToOne } from "./cardinality.ts";

/** An identifier of an event with what the table knows of it. */
export interface KnownIdentifier {
  readonly identifierId: string;
  readonly identifier: Identifier;
  /** Who had it at the event's time; absent when no customer did. */
  readonly customerId?: string | undefined;
  /** Since when nobody has what a customer had: who has it next has what is later than that. */
  readonly since?: string | undefined;
}

export interface LinkDecision {
  readonly customerId: string;
  readonly created: boolean;
  /** Identifiers to link to the customer, that nobody has. */
  readonly toLink: readonly KnownIdentifier[];
}

export interface HadIdentifier extends CountedIdentifier {
  readonly identifierId: string;
}

/** What a link may be decided from. */
export interface LinkFacts {
  readonly home: KnownIdentifier;
  /** All identifiers of the event, the home among them. */
  readonly identifiers: readonly KnownIdentifier[];
  /** What the home's customer has already; empty when there is no customer yet. */
  readonly had: readonly HadIdentifier[];
  readonly policy: IdentityPolicy;
  /** Called only when a customer is created. */
  readonly newCustomerId: () => string;
}

/**
 * The home identifier's customer owns the event; where there is none, a new one does. Verified identifiers that
 * nobody has are linked to it, as far as the guards allow. Identifiers of other customers stay theirs: what has
 * a history joins another by a merge, which can be undone, and never by a link, which cannot. What the customer
 * gave up does not come back to it by being named beside others: whoever says so may not have heard of it.
 *
 * A claimed identifier is linked only where it is the home, to a customer of its own: it neither finds nor
 * extends a customer that somebody else has proven to be (docs/decisions/0004).
 */
export function linkIdentifiers({ home, identifiers, had, policy, newCustomerId }: LinkFacts): LinkDecision {
  const created = home.customerId === undefined;
  const toLink: KnownIdentifier[] = created ? [home] : [];
  const gaveUp = new Set(had.map(({ identifierId }) => identifierId));
  for (const known of linkable(home, identifiers, policy)) {
    if (gaveUp.has(known.identifierId)) continue;
    const all = [...had, ...toLink.map(({ identifier }) => identifier), known.identifier];
    if (mayBelongToOne(all, policy)) toLink.push(known);
  }
  return { customerId: home.customerId ?? newCustomerId(), created, toLink };
}

/** Identifiers beside the home that prove something and that nobody has. */
function linkable(home: KnownIdentifier, identifiers: readonly KnownIdentifier[], policy: IdentityPolicy) {
  if (home.identifier.level !== "verified" || isPlaceholder(home.identifier, policy)) return [];
  const others = identifiers.filter(
    ({ identifierId, identifier, customerId }) =>
      identifierId !== home.identifierId &&
      customerId === undefined &&
      identifier.level === "verified" &&
      !isPlaceholder(identifier, policy),
  );
  return [...new Map(others.map((known) => [known.identifierId, known])).values()];
}
