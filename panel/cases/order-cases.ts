/** Which cases need work, and which are over. Pure. */
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { CaseStatus } from "../../schemas/case.ts";

const rungs: Record<CaseStatus, number> = { open: 0, waiting: 1, resolved: 2, closed: 3 };

const byUrgency = (one: CaseView, other: CaseView) =>
  rungs[one.status] - rungs[other.status] || (one.lastEventAt < other.lastEventAt ? 1 : -1);

/** Open ones before those that wait for the customer; in each, the newest first. */
export function orderCases(cases: readonly CaseView[]): { current: CaseView[]; past: CaseView[] } {
  const sorted = cases.toSorted(byUrgency);
  const isPast = ({ status }: CaseView) => status === "resolved" || status === "closed";
  return { current: sorted.filter((found) => !isPast(found)), past: sorted.filter(isPast) };
}
