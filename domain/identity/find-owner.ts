/** Finds the customer that a stored event belongs to, and makes one where there is none. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { IdentityPolicy } from "../../schemas/policies.ts";
import { ContendedIdentityError, CorruptItemError } from "../errors.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import { howVerified } from "./how-verified.ts";
import { type KnownIdentifier, type LinkDecision, linkIdentifiers } from "./link-identifiers.ts";
import type { ReadMember } from "./person.ts";
import { freeSince, ownerAt, type Tenure, type Tenures, takenBy } from "./tenure.ts";

/** Which customer has which identifier. */
export interface Identities {
  /** The customer that has each identifier, or had it last, by identifier id. */
  ownersOf(identifierIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Who has had each identifier that anybody ever had, by identifier id. */
  tenuresOf(identifierIds: readonly string[]): Promise<ReadonlyMap<string, Tenures>>;
  /**
   * Creates the customer when `created`, and links every identifier of `toLink`, all or nothing.
   * `lost` when another event was faster: read the owners again.
   */
  link(decision: LinkDecision, linked: Linked): Promise<"linked" | "lost">;
  /**
   * Keeps that a customer's tenure of an identifier is over; what was until then stays theirs. `lost` when it is
   * not theirs any more: read the tenures again.
   *
   * @param former the tenures before it
   */
  retire(identifierId: string, tenure: Tenure, former: readonly Tenure[]): Promise<"retired" | "lost">;
}

/** What is kept with a new link: when, and the name the provider knows the person by. */
export interface Linked {
  readonly at: string;
  readonly name?: string | undefined;
  /** The agent who added it by hand. */
  readonly by?: string | undefined;
}

export interface OwnerDeps {
  readonly identities: Identities;
  readonly readMember: ReadMember;
  readonly newCustomerId: () => string;
}

const attempts = 8;

/** What a batch knows of owners: read once for all its events, and kept true by what it links and retires. */
export type KnownOwners = Map<string, Tenures>;

export async function readOwners(
  { identities }: Pick<OwnerDeps, "identities">,
  stored: readonly StoredEvent[],
): Promise<KnownOwners> {
  return new Map(await identities.tenuresOf([...new Set(stored.flatMap(idsOf))]));
}

const idsOf = ({ home, identifierIds, previousIds, claimIds }: StoredEvent) => [
  home,
  ...identifierIds,
  ...previousIds,
  ...claimIds,
];

/**
 * Finds the event's customer: who had its home at the event's time. Creates it on first sight. Safe to repeat: a
 * second run finds the same one.
 *
 * That a customer was created or an identifier linked is published from the stream of those very
 * items, so that a crash in between loses nothing.
 */
export async function findOwner(
  deps: OwnerDeps,
  owners: KnownOwners,
  stored: StoredEvent,
  policy: IdentityPolicy,
): Promise<string> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { home, all: identifiers } = knownIdentifiers(stored, owners);
    const had = await identifiersHad(deps, home, identifiers);
    const decision = linkIdentifiers({ home, identifiers, had, policy, newCustomerId: deps.newCustomerId });
    const { customerId, toLink } = decision;
    if (toLink.length === 0) return customerId;
    if ((await deps.identities.link(decision, linked(stored))) === "linked") {
      for (const { identifierId } of toLink) {
        owners.set(identifierId, takenBy(owners.get(identifierId), customerId));
      }
      return customerId;
    }
    for (const [identifierId, tenures] of await readOwners(deps, [stored])) owners.set(identifierId, tenures);
  }
  throw new ContendedIdentityError(`event ${stored.event.eventId}: ${attempts} attempts to link lost`);
}

/** What the customer itself has, merged or not; read only where the event brings something to add. */
async function identifiersHad(
  { readMember }: OwnerDeps,
  { customerId }: KnownIdentifier,
  identifiers: readonly KnownIdentifier[],
) {
  const bringsNew = identifiers.some((known) => known.customerId === undefined);
  const member = customerId !== undefined && bringsNew ? await readMember(customerId) : undefined;
  return member?.identifiers ?? [];
}

/**
 * The event's identifiers, and those that they take the place of: an event that says what was replaced may come
 * before the first event by the old one.
 */
export function knownIdentifiers(stored: StoredEvent, owners: ReadonlyMap<string, Tenures>) {
  const { occurredAt } = stored.event;
  const withProof = (identifier: Identifier): Identifier => {
    const verifiedBy = howVerified(identifier, stored.event.provider);
    return verifiedBy === undefined ? identifier : { ...identifier, verifiedBy };
  };
  const known = (identifiers: readonly Identifier[], ids: readonly string[]) =>
    identifiers.flatMap((identifier, index): KnownIdentifier[] => {
      const identifierId = ids[index];
      if (identifierId === undefined) return [];
      const tenures = owners.get(identifierId);
      const customerId = ownerAt(tenures, occurredAt);
      return [{ identifierId, identifier: withProof(identifier), customerId, since: freeSince(tenures) }];
    });
  const { identifiers, previousIdentifiers = [] } = stored.event;
  const all = [
    ...known(identifiers, stored.identifierIds),
    ...known(previousIdentifiers, stored.previousIds),
  ];
  const home = all.find(({ identifierId }) => identifierId === stored.home);
  if (home === undefined) throw new CorruptItemError(`event ${stored.event.eventId} does not name its home`);
  return { home, all };
}

function linked({ event }: StoredEvent): Linked {
  const name = event.attributes?.profileName;
  return { at: event.receivedAt, name: typeof name === "string" && name.length > 0 ? name : undefined };
}
