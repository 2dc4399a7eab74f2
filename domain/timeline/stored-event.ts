/** Contact events as the table's stream shows them, and what other new items of the table mean. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";

/** A stored event with the partition it is in and the hashes of its identifiers, in their order. */
export interface StoredEvent {
  readonly home: string;
  readonly identifierIds: readonly string[];
  /** The hashes of `event.previousIdentifiers`, in their order. */
  readonly previousIds: readonly string[];
  /** What the claimed ones among `event.identifiers` would be if they were verified, in their order. */
  readonly claimIds: readonly string[];
  readonly event: ContactEvent;
  /** The case it was given when it was written. */
  readonly caseId?: string | undefined;
}

/** What a change in the table means: an event to relay, or a fact that is a domain event by itself. */
export type TableChange =
  | { readonly kind: "event"; readonly stored: StoredEvent }
  | { readonly kind: "fact"; readonly event: DomainEvent };

/** An event with the customer it belongs to: the survivor of all merges. */
export interface RelayedEvent {
  readonly stored: StoredEvent;
  readonly customerId: string;
}

/** The newest contacts of the whole company, for the live list. */
export interface RecentContacts {
  add(relayed: readonly RelayedEvent[]): Promise<void>;
}
