/** A timeline as far as it is loaded: pages from the newest on, and events that land meanwhile. Pure. */
import type { TimelineItem } from "../../schemas/api/shapes.ts";

export interface LoadedTimeline {
  /** Newest first, by event time. */
  events: readonly TimelineItem[];
  /** Where the next older page starts; absent when everything is loaded. */
  nextCursor?: string | undefined;
}

interface Page {
  items: readonly TimelineItem[];
  nextCursor?: string | undefined;
}

export const startTimeline = (page: Page): LoadedTimeline => ({
  events: union([], page.items),
  nextCursor: page.nextCursor,
});

/** Adds the next older page. */
export const addOlder = (timeline: LoadedTimeline, page: Page): LoadedTimeline => ({
  events: union(timeline.events, page.items),
  nextCursor: page.nextCursor,
});

/**
 * Adds an event that just landed, unless it belongs to a page that is not loaded yet, or is there already:
 * what lands is shorter than what a page holds.
 */
export function addLanded(timeline: LoadedTimeline, event: TimelineItem): LoadedTimeline {
  if (timeline.events.some(({ eventId }) => eventId === event.eventId)) return timeline;
  const oldest = timeline.events.at(-1);
  const beyond = timeline.nextCursor !== undefined && oldest !== undefined && newestFirst(event, oldest) > 0;
  return beyond ? timeline : { ...timeline, events: union(timeline.events, [event]) };
}

/**
 * Takes a fresh read of the newest page. When it no longer joins what is loaded, what is older than
 * the page goes, and is loaded again from the page's cursor on.
 */
export function renewTimeline(timeline: LoadedTimeline, page: Page): LoadedTimeline {
  const known = new Set(timeline.events.map((event) => event.eventId));
  const joins = page.nextCursor === undefined || page.items.some((event) => known.has(event.eventId));
  if (joins) return { ...timeline, events: union(timeline.events, page.items) };
  const renewed = startTimeline(page);
  return timeline.events.reduce(addLanded, renewed);
}

function union(events: readonly TimelineItem[], more: readonly TimelineItem[]): TimelineItem[] {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  for (const event of more) byId.set(event.eventId, event);
  return [...byId.values()].sort(newestFirst);
}

function newestFirst(one: TimelineItem, other: TimelineItem): number {
  return compare(other.occurredAt, one.occurredAt) || compare(other.eventId, one.eventId);
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
