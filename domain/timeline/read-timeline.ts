/** A page of a customer's timeline: one query per identifier, newest first, merged by position. */
import type { TimelineItem } from "../../schemas/api/shapes.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import type { LinkedIdentifier } from "../identity/person.ts";
import { cursorAfter, positionOf } from "./position.ts";

export interface TimelineQuery {
  readonly limit: number;
  /** Only events before this position. */
  readonly before?: string | undefined;
  readonly channel?: Channel | undefined;
}

/** An identifier as a customer has it: theirs are its events after `since`, until `retiredAt`. */
export type OwnedIdentifier = Pick<LinkedIdentifier, "identifierId" | "since" | "retiredAt">;

/** Reads one identifier's events. */
export interface TimelineReader {
  /** Up to `limit` events of the customer's before the position, newest first; fewer only when there are no more. */
  read(owned: OwnedIdentifier, query: TimelineQuery): Promise<TimelineItem[]>;
}

export interface TimelinePage {
  readonly items: TimelineItem[];
  readonly nextCursor?: string;
}

/**
 * Reads the page in one parallel round. The cursor is the last position shown, the same for every
 * identifier, so identifiers may be linked or unlinked between two pages.
 */
export async function readTimeline(
  reader: TimelineReader,
  identifiers: readonly OwnedIdentifier[],
  query: TimelineQuery,
): Promise<TimelinePage> {
  const oneMore = { ...query, limit: query.limit + 1 };
  const lists = await Promise.all(identifiers.map((identifier) => reader.read(identifier, oneMore)));
  return pageOfTimeline(lists, query.limit);
}

/** Merges newest-first lists into one page. Pure. */
function pageOfTimeline(lists: readonly (readonly TimelineItem[])[], limit: number): TimelinePage {
  const merged = lists.flat().sort((left, right) => (positionOf(left) < positionOf(right) ? 1 : -1));
  const items = merged.slice(0, limit);
  const last = items.at(-1);
  return merged.length > limit && last !== undefined
    ? { items, nextCursor: cursorAfter(positionOf(last)) }
    : { items };
}
