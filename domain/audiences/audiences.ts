/** Who is in which audience. A port; `adapters/dynamodb/audiences.ts` fills it. */
import type { StoredEvent } from "../timeline/stored-event.ts";
import { type AudienceMember, type AudienceWord, audienceWordIn } from "./membership.ts";

export interface Audiences {
  /** An older word than the one that is kept, or the same, changes nothing. */
  keep(word: AudienceWord): Promise<void>;
  /**
   * The next identifiers that were ever in the audience, in an order that no word changes; fewer than a page has
   * only when there are no more.
   *
   * @param after the last identifier of the page before
   */
  page(audience: string, after: string | undefined): Promise<AudiencePage>;
  /** Of these identifiers. */
  of(audience: string, identifierIds: readonly string[]): Promise<AudienceMember[]>;
}

export interface AudiencePage {
  readonly members: readonly AudienceMember[];
  readonly isLast: boolean;
}

/** Keeps what a contact event says of an audience. Safe to repeat. Most events say nothing, and cost nothing. */
export async function keepMembership(
  audiences: Pick<Audiences, "keep">,
  stored: Pick<StoredEvent, "event" | "home">,
): Promise<void> {
  const word = audienceWordIn(stored);
  if (word !== undefined) await audiences.keep(word);
}
