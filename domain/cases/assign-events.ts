/** Finds the case of each event of one customer, or opens one. Pure. */
import type { Case } from "../../schemas/case.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import { applyEvent, openCase } from "./apply-event.ts";
import { caseIdOf } from "./case-id.ts";
import { isAlive } from "./case-status.ts";
import { belongsToCase, opensCase, requestOf, startsCase, type UnderstoodEvent } from "./request.ts";
import { bestCase } from "./same-request.ts";
import { wholeOf } from "./whole-case.ts";

export interface AssignInput {
  /** The customer whose identifier the events came by. */
  readonly customerId: string;
  /** Cases of every customer of the person. */
  readonly cases: readonly Case[];
  readonly events: readonly UnderstoodEvent[];
  readonly policy: CasePolicy;
}

export interface Assignment {
  readonly understood: UnderstoodEvent;
  readonly caseId: string;
}

export interface Assigned {
  /** Cases that are new or have changed. */
  readonly changed: readonly Case[];
  readonly assignments: readonly Assignment[];
}

/**
 * An event joins a case of its own customer, as if no merge existed, or opens one. A new case that is about the
 * same request as a case of another customer of the person becomes a part of that one. So a request keeps its
 * id across a merge, and an unmerge leaves each customer with exactly the cases it would have had.
 */
export function assignEvents({ customerId, cases, events, policy }: AssignInput): Assigned {
  const known = new Map(cases.map((found) => [found.caseId, found]));
  const changed = new Set<string>();
  const assignments: Assignment[] = [];
  for (const understood of events) {
    const found = caseOf(customerId, [...known.values()], understood, policy);
    if (found === undefined) continue;
    known.set(found.caseId, found);
    changed.add(found.caseId);
    assignments.push({ understood, caseId: found.caseId });
  }
  return { changed: [...known.values()].filter(({ caseId }) => changed.has(caseId)), assignments };
}

/** The event's case with the event in it. */
function caseOf(
  customerId: string,
  cases: readonly Case[],
  understood: UnderstoodEvent,
  policy: CasePolicy,
): Case | undefined {
  const { event } = understood;
  if (!belongsToCase(understood)) return undefined;
  const request = requestOf(understood);
  const named = cases.find(
    (found) =>
      found.caseId === event.caseId && (!opensCase(understood) || isAlive(found, policy, event.occurredAt)),
  );
  const own = cases.filter((found) => found.customerId === customerId);
  // A sender that reuses an id for another event must not overwrite the case that the first one opened.
  const reused = own.find(({ caseId }) => caseId === caseIdOf(customerId, event));
  const joined = named ?? bestCase(own, event, request, policy) ?? reused;
  if (joined !== undefined) return applyEvent(joined, understood);
  if (!startsCase(understood)) return undefined;
  const others = cases.filter((found) => found.customerId !== customerId);
  const whole = bestCase(others, event, request, policy);
  const opened = openCase(customerId, understood);
  return whole === undefined ? opened : { ...opened, partOf: wholeOf(whole, cases).caseId };
}
