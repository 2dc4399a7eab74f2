/** What contact events say of audiences: who joined one, who left it. Pure. */
import { firstId } from "../digest/attributes.ts";
import type { StoredEvent } from "../timeline/stored-event.ts";

/** One word on one identifier: it is in the audience from then on, or no longer. */
export interface AudienceWord {
  /** As marketing calls it; no personal data. */
  readonly audience: string;
  readonly identifierId: string;
  readonly state: "joined" | "left";
  /** When it came about; never after we heard of it. */
  readonly at: string;
}

/** The newest word on an identifier, as it is kept. */
export interface AudienceMember extends AudienceWord {
  /** When it came to us, which may be long after. */
  readonly changedAt: string;
}

const states: ReadonlyMap<string, AudienceWord["state"]> = new Map([
  ["audience.joined", "joined"],
  ["audience.left", "left"],
]);

/** Kept on the identifier that the event lives with, so that merges carry it and unmerges give it back. */
export function audienceWordIn({
  event,
  home,
}: Pick<StoredEvent, "event" | "home">): AudienceWord | undefined {
  const { kind, occurredAt, receivedAt, attributes } = event;
  const state = states.get(kind);
  const audience = firstId(attributes?.audience);
  if (state === undefined || audience === undefined) return undefined;
  // A clock that is ahead must not put a later word off.
  return { audience, identifierId: home, state, at: occurredAt < receivedAt ? occurredAt : receivedAt };
}

/** The greatest counts: the newest, and of one instant that somebody left. */
export const rankOf = ({ at, state }: Pick<AudienceWord, "at" | "state">): string =>
  `${at}#${state === "left" ? 1 : 0}`;

/** @param words on all identifiers of one person */
export function isIn(words: readonly AudienceWord[]): boolean {
  const newest = words.map(rankOf).sort().at(-1);
  return words.some((word) => word.state === "joined" && rankOf(word) === newest);
}
