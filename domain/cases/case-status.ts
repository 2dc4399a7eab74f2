/** Where a case stands: the ladder, and what time makes of it. Pure. */
import type { Case, CaseStatus } from "../../schemas/case.ts";
import type { CasePolicy } from "../../schemas/policies.ts";

const minuteMs = 60_000;

/**
 * The status at an instant: a resolved case is closed once nothing can bring it back. Nobody has to write that
 * down, so no timer can be late with it.
 */
export function statusAt(found: Case, policy: Pick<CasePolicy, "reopenMinutes">, at: string): CaseStatus {
  const since = found.history.at(-1)?.at ?? found.openedAt;
  const isOver = Date.parse(at) - Date.parse(since) > policy.reopenMinutes * minuteMs;
  return found.status === "resolved" && isOver ? "closed" : found.status;
}

/** Whether events can still join the case. */
export const isAlive = (found: Case, policy: CasePolicy, at: string): boolean =>
  statusAt(found, policy, at) !== "closed";

/**
 * The case in another status. A change that is older than the newest one comes too late and changes nothing;
 * a closed case stays closed.
 */
export function withStatus(found: Case, status: CaseStatus, at: string): Case {
  const newest = found.history.at(-1);
  if (found.status === status || found.status === "closed") return found;
  if (newest !== undefined && at < newest.at) return found;
  return { ...found, status, history: [...found.history, { at, status }].slice(-mostChanges) };
}

/** Changes of status that are kept; the SLA clocks of a case with more of them start with the oldest kept. */
const mostChanges = 100;
