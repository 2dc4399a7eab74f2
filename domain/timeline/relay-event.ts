/** Step 4 of a message's way: from stored contact event to a customer's contact, and the domain events that say so. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";
import { ContendedIdentityError, CorruptItemError } from "../errors.ts";
import { type KnownIdentifier, type LinkDecision, linkIdentifiers } from "../identity/link-identifiers.ts";

/** An event as the table's stream shows it, with the partition it is in. */
export interface StoredEvent {
  readonly home: string;
  readonly identifierIds: readonly string[];
  readonly event: ContactEvent;
}

/** What a new item of the table means: an event to relay, or a fact that is a domain event by itself. */
export type NewItem =
  | { readonly kind: "event"; readonly stored: StoredEvent }
  | { readonly kind: "fact"; readonly event: DomainEvent };

/** Which customer has which identifier. */
export interface Identities {
  /** The customer of each identifier that has one, by identifier id. */
  ownersOf(identifierIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Creates the customer when `created`, and links every identifier of `toLink`, all or nothing.
   * `lost` when another event was faster: read the owners again.
   */
  link(decision: LinkDecision, linked: Linked): Promise<"linked" | "lost">;
}

/** What is kept with a new link: when, and the name the provider knows the person by. */
export interface Linked {
  readonly at: string;
  readonly name?: string | undefined;
}

/** An event with the customer it belongs to. */
export interface RelayedEvent {
  readonly stored: StoredEvent;
  readonly customerId: string;
}

/** The newest contacts of the whole company, for the live list. */
export interface RecentContacts {
  add(relayed: readonly RelayedEvent[]): Promise<void>;
}

export interface RelayDeps {
  readonly identities: Identities;
  readonly newId: () => string;
}

const linkAttempts = 8;

/** What a batch knows of owners: read once for all its events, and kept true by what it links. */
export type KnownOwners = Map<string, string>;

export async function readOwners(deps: RelayDeps, stored: readonly StoredEvent[]): Promise<KnownOwners> {
  return new Map(await deps.identities.ownersOf([...new Set(stored.flatMap(idsOf))]));
}

const idsOf = ({ home, identifierIds }: StoredEvent) => [home, ...identifierIds];

/**
 * Finds the event's customer, creating it on first sight. Safe to repeat: a second run finds the same one.
 *
 * That a customer was created or an identifier linked is published from the stream of those very
 * items, so that a crash in between loses nothing.
 */
export async function relayEvent(
  deps: RelayDeps,
  owners: KnownOwners,
  stored: StoredEvent,
): Promise<RelayedEvent> {
  for (let attempt = 0; attempt < linkAttempts; attempt += 1) {
    const known = knownIdentifiers(stored, owners);
    const decision = linkIdentifiers(known.home, known.all, deps.newId);
    const { customerId, toLink } = decision;
    if (toLink.length === 0) return { stored, customerId };
    if ((await deps.identities.link(decision, linked(stored.event))) === "linked") {
      for (const { identifierId } of toLink) owners.set(identifierId, customerId);
      return { stored, customerId };
    }
    for (const [identifierId, owner] of await readOwners(deps, [stored])) owners.set(identifierId, owner);
  }
  throw new ContendedIdentityError(`event ${stored.event.eventId}: ${linkAttempts} attempts to link lost`);
}

function knownIdentifiers(stored: StoredEvent, owners: ReadonlyMap<string, string>) {
  const all = stored.event.identifiers.flatMap((identifier, index): KnownIdentifier[] => {
    const identifierId = stored.identifierIds[index];
    return identifierId === undefined
      ? []
      : [{ identifierId, identifier, customerId: owners.get(identifierId) }];
  });
  const home = all.find(({ identifierId }) => identifierId === stored.home);
  if (home === undefined) throw new CorruptItemError(`event ${stored.event.eventId} does not name its home`);
  return { home, all };
}

function linked(event: ContactEvent): Linked {
  const name = event.attributes?.profileName;
  return { at: event.receivedAt, name: typeof name === "string" && name.length > 0 ? name : undefined };
}

/** What is said on the bus of a relayed event: ids and facts. */
export function contactReceived({ stored, customerId }: RelayedEvent): DomainEvent {
  const { event, home } = stored;
  const { eventId, occurredAt, receivedAt, channel, direction, kind, provider, endpointId } = event;
  return {
    name: "ContactReceived",
    detail: {
      metadata: {
        id: `ContactReceived-${eventId}`,
        occurredAt,
        correlationId: eventId,
        causationId: eventId,
        version: 1,
      },
      data: {
        customerId,
        identifierId: home,
        eventId,
        occurredAt,
        receivedAt,
        channel,
        direction,
        kind,
        provider,
        endpointId,
      },
    },
  };
}
