/** A person's ledger: what the entries of all its customers come to, every point explained. */
import type { PointEntry, Points } from "../../schemas/points.ts";
import { positionOf } from "../timeline/position.ts";
import { pointsAt } from "./fading.ts";

/**
 * Newest first, without what has faded to nothing; `balance` is the sum of what is shown.
 *
 * The order of the entries, how often each comes and which of the person's customers has it make no difference.
 *
 * @param entries those of every customer the person consists of
 */
export function ledger(customerId: string, entries: readonly PointEntry[], at: Date): Points {
  const items = [...Map.groupBy(entries, ({ eventId }) => eventId).values()]
    .flatMap(countedEntries)
    .map((entry) => ({ ...entry, now: pointsAt(entry, at) }))
    .filter(({ now }) => now !== 0)
    .sort(newestFirst);
  const balance = items.reduce((sum, { now }) => sum + now, 0);
  return { customerId, balance, asOf: at.toISOString(), items };
}

/**
 * An event counts once. It has been judged twice when it was delivered twice and between the two a policy was
 * saved, or the recognition of intents changed its mind. Then one whole judgement stands, whichever came first.
 */
function countedEntries(ofOneEvent: readonly PointEntry[]): PointEntry[] {
  const ranked = ofOneEvent.toSorted(byPrecedence);
  const standing = ranked.filter((entry) => byPrecedence(entry, ranked[0] ?? entry) === 0);
  return [...new Map(standing.map((entry) => [entry.ruleId, entry])).values()];
}

/**
 * The judgement that fades last stands: by the time it is deleted, no other is left to take its place.
 * Among equals, the one under the oldest policy; then one that knows an intent.
 */
function byPrecedence(left: PointEntry, right: PointEntry): number {
  return (
    right.fadesAfterDays - left.fadesAfterDays ||
    left.policyVersion - right.policyVersion ||
    compareText(left.intent ?? afterEveryIntent, right.intent ?? afterEveryIntent)
  );
}

const afterEveryIntent = "~";

function newestFirst(left: PointEntry, right: PointEntry): number {
  return compareText(positionOf(right), positionOf(left)) || compareText(left.ruleId, right.ruleId);
}

/** By code unit, as the table sorts. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
