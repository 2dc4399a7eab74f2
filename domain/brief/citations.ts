/** The timeline items that a line of the brief stands on. */
import { type Citation, type Digest, factGroups } from "../../schemas/digest.ts";

export const citationOf = ({ eventId, occurredAt, channel }: Citation): Citation => ({
  eventId,
  occurredAt,
  channel,
});

/** Cites an event by its id and time, with its channel where the digest still has a fact of it. */
export type Cite = (eventId: string, at: string) => Citation;

export function citing(digest: Digest): Cite {
  const known = new Map(
    factGroups.flatMap((group) => digest.facts[group]).map((fact) => [fact.eventId, citationOf(fact)]),
  );
  return (eventId, at) => known.get(eventId) ?? { eventId, occurredAt: at };
}

/** Each event once, in the order given. */
export function eachOnce(citations: readonly Citation[]): Citation[] {
  return citations.filter(
    ({ eventId }, index) => citations.findIndex((other) => other.eventId === eventId) === index,
  );
}
