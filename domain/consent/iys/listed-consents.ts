/** The list of consents that concern İYS, by the time we wrote them down. A port; `adapters/dynamodb/listed-consents.ts` fills it. */
import type { ConsentEntry } from "../../../schemas/consents.ts";

/** `listedAt`: when it came into the ledger, which may be long after it was heard. */
export type ListedConsent = ConsentEntry & { readonly listedAt: string };

export interface Addresses {
  /** Numbers and e-mail addresses, by identifier id; other identifiers have none. */
  readonly found: ReadonlyMap<string, string>;
  /** Of so many identifiers the event is gone that named them. */
  readonly unknown: number;
}

export interface ListedConsents {
  /** Day by day, and within a day oldest first; what was listed at that very instant included. */
  since(instant: string, now: Date): AsyncIterable<readonly ListedConsent[]>;
  /** As the events of the entries name them. */
  addressesOf(entries: readonly ConsentEntry[]): Promise<Addresses>;
}
