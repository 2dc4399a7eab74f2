/** Whether a customer comes again about what was called resolved: what was not solved at the first try. Pure. */
import type { Case } from "../../schemas/case.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { topicOf } from "../cases/same-request.ts";

const dayMs = 24 * 60 * 60 * 1000;

type Told = Pick<Case, "intent" | "references" | "history" | "openedAt">;

/**
 * Within some days the case itself was resolved and has come back to life, or an older one about the same topic or
 * order was resolved.
 *
 * @param cases all of the person; the case itself may be among them
 */
export function isRepeat(
  found: Told,
  cases: readonly Told[],
  { repeatWithinDays }: Pick<RoutingPolicy, "repeatWithinDays">,
  now: Date,
): boolean {
  const since = new Date(now.getTime() - repeatWithinDays * dayMs).toISOString();
  const isRecent = (one: Told) => resolvedAt(one) >= since;
  const isReopened = found.history.at(-1)?.status !== "resolved" && isRecent(found);
  const isAgain = (other: Told) =>
    other.openedAt < found.openedAt && isRecent(other) && isAboutTheSame(other, found);
  return isReopened || cases.some(isAgain);
}

/** When it was resolved last; before all times where it never was. */
const resolvedAt = ({ history }: Told): string =>
  history.findLast(({ status }) => status === "resolved")?.at ?? "";

function isAboutTheSame(left: Told, right: Told): boolean {
  const topic = topicOf(left.intent);
  const isOrder = (reference: string) => reference.startsWith("order:");
  return (
    (topic !== undefined && topic === topicOf(right.intent)) ||
    left.references.some((reference) => isOrder(reference) && right.references.includes(reference))
  );
}
