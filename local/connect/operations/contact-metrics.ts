/** A waiting contact's place in its queue, and how long it may still wait. */
import { positionInQueue } from "../due.ts";
import type { Floor } from "../floor.ts";
import type { Contact } from "../model.ts";

export const metricNames = ["ESTIMATED_WAIT_TIME", "POSITION_IN_QUEUE"] as const;

export function contactMetrics(
  floor: Floor,
  contact: Contact,
  names: readonly (typeof metricNames)[number][],
): readonly Record<string, unknown>[] {
  const position = positionInQueue(floor, contact);
  const wait = estimatedWait(floor.state.recentlyDequeued(contact.queueId ?? ""), position);
  return names.map((Name) => {
    if (Name === "POSITION_IN_QUEUE") return { Name, Value: { Number: position } };
    return { Name, ...(wait === undefined ? {} : { Value: { Number: wait } }) };
  });
}

/**
 * The queue goes on as fast as lately. AWS does not say how it estimates.
 *
 * @param dequeuedAt when the last contacts left the queue, milliseconds since 1970
 * @returns seconds; undefined before two contacts have left
 */
export function estimatedWait(dequeuedAt: readonly number[], position: number): number | undefined {
  if (dequeuedAt.length < 2) return undefined;
  const between = (Math.max(...dequeuedAt) - Math.min(...dequeuedAt)) / (dequeuedAt.length - 1);
  return Math.round((between * position) / 1000);
}
