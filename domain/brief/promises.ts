/** Promises that were made to the customer and are not kept. */
import type { Fact } from "../../schemas/digest.ts";

export interface OpenPromise {
  readonly fact: Fact;
  /** ISO 8601; absent where the promise names no time that can be read. */
  readonly dueAt?: string;
  readonly isOverdue: boolean;
}

/** A promise is known by its id, else by its words. */
const nameOf = ({ reference, label, eventId }: Fact) => reference ?? label ?? eventId;

/**
 * The overdue ones first, then the others by when they are due, those without a time last.
 *
 * A promise that was made again after it was kept is open again.
 *
 * @param facts newest first
 */
export function openPromises(facts: readonly Fact[], now: Date): OpenPromise[] {
  const isNewest = (fact: Fact) => facts.find((other) => nameOf(other) === nameOf(fact)) === fact;
  return facts
    .filter((fact) => fact.kind === "promise.made" && isNewest(fact))
    .map((fact): OpenPromise => {
      const due = Date.parse(fact.dueAt ?? "");
      if (Number.isNaN(due)) return { fact, isOverdue: false };
      return { fact, dueAt: new Date(due).toISOString(), isOverdue: due < now.getTime() };
    })
    .sort((left, right) => compare(left.dueAt ?? "9999", right.dueAt ?? "9999"));
}

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
