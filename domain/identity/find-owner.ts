/** Finds the customer that a stored event belongs to, and makes one where there is none. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { IdentityPolicy } from "../../schemas/policies.ts";
import { ContendedIdentityError, CorruptItemError } from "../errors.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";
import { howVerified } from "./how-verified.ts";
import { type KnownIdentifier, type LinkDecision, linkIdentifiers } from "./link-identifiers.ts";
import type { ReadMember } from "./person.ts";

/** Which customer has which identifier. */
export interface Identities {
  /** The customer of each identifier that has one, by identifier id. */
  ownersOf(identifierIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Creates the customer when `created`, and links every identifier of `toLink`, all or nothing.
   * `lost` when another event was faster: read the owners again.
   */
  link(decision: LinkDecision, linked: Linked): Promise<"linked" | "lost">;
  /** Keeps that an identifier is the customer's no more; its history stays. */
  retire(customerId: string, identifierId: string, at: string): Promise<void>;
}

/** What is kept with a new link: when, and the name the provider knows the person by. */
export interface Linked {
  readonly at: string;
  readonly name?: string | undefined;
  /** The agent who added it by hand. */
  readonly by?: string | undefined;
}

/** An identifier that another one took the place of, with the customer it was linked to. */
export interface RetiredIdentifier {
  readonly customerId: string;
  readonly identifierId: string;
}

export interface OwnerDeps {
  readonly identities: Identities;
  readonly readMember: ReadMember;
  readonly newCustomerId: () => string;
}

const attempts = 8;

/** What a batch knows of owners: read once for all its events, and kept true by what it links. */
export type KnownOwners = Map<string, string>;

export async function readOwners(
  { identities }: Pick<OwnerDeps, "identities">,
  stored: readonly StoredEvent[],
): Promise<KnownOwners> {
  return new Map(await identities.ownersOf([...new Set(stored.flatMap(idsOf))]));
}

const idsOf = ({ home, identifierIds, previousIds, claimIds }: StoredEvent) => [
  home,
  ...identifierIds,
  ...previousIds,
  ...claimIds,
];

/**
 * Finds the event's customer, creating it on first sight. Safe to repeat: a second run finds the same one.
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
      for (const { identifierId } of toLink) owners.set(identifierId, customerId);
      return customerId;
    }
    for (const [identifierId, owner] of await readOwners(deps, [stored])) owners.set(identifierId, owner);
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
export function knownIdentifiers(stored: StoredEvent, owners: ReadonlyMap<string, string>) {
  const withProof = (identifier: Identifier): Identifier => {
    const verifiedBy = howVerified(identifier, stored.event.provider);
    return verifiedBy === undefined ? identifier : { ...identifier, verifiedBy };
  };
  const known = (identifiers: readonly Identifier[], ids: readonly string[]) =>
    identifiers.flatMap((identifier, index): KnownIdentifier[] => {
      const identifierId = ids[index];
      return identifierId === undefined
        ? []
        : [{ identifierId, identifier: withProof(identifier), customerId: owners.get(identifierId) }];
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

/** Whose identifiers the event says are theirs no more. */
export function retiredBy(
  { previousIds }: StoredEvent,
  owners: ReadonlyMap<string, string>,
): RetiredIdentifier[] {
  return previousIds.flatMap((identifierId) => {
    const customerId = owners.get(identifierId);
    return customerId === undefined ? [] : [{ customerId, identifierId }];
  });
}

function linked({ event }: StoredEvent): Linked {
  const name = event.attributes?.profileName;
  return { at: event.receivedAt, name: typeof name === "string" && name.length > 0 ? name : undefined };
}
