/** How points fade: evenly, from all of them at the event to none after the days their policy gives. */
import { longestFadingDays, type PointEntry } from "../../schemas/points.ts";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What is left of an entry, in whole points.
 *
 * Rounded to the nearest, a half away from zero, so that what was added and what was subtracted fade alike.
 * An event that is still to come has all its points.
 */
export function pointsAt(
  entry: Pick<PointEntry, "occurredAt" | "fadesAfterDays" | "points">,
  at: Date,
): number {
  const wholeMs = entry.fadesAfterDays * dayMs;
  const leftMs = Math.min(wholeMs, Math.max(0, fadedAt(entry).getTime() - at.getTime()));
  const size = Math.round((Math.abs(entry.points) * leftMs) / wholeMs);
  return entry.points < 0 ? 0 - size : size;
}

/** From then on nothing is left of an entry. */
export function fadedAt({
  occurredAt,
  fadesAfterDays,
}: Pick<PointEntry, "occurredAt" | "fadesAfterDays">): Date {
  return new Date(Date.parse(occurredAt) + fadesAfterDays * dayMs);
}

/**
 * The event time from which an entry can still count at `at`.
 *
 * Not by the policy of today: an entry fades as the policy of its own time said.
 */
export function countsFrom(at: Date): Date {
  return new Date(at.getTime() - longestFadingDays * dayMs);
}
