/** Compares decisions with what another policy would have made of them. Pure. */
import { replayDecision } from "../../domain/routing/replay-decision.ts";
import type { Decision } from "../../schemas/routing/decision.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";

export interface Comparison {
  readonly decision: Decision;
  readonly winner: string | undefined;
  /** Chance of success above what is usual, of who would have won less of who won; 0 where it is the same agent. */
  readonly gain: number;
  readonly aheadBySeconds: number;
}

export function replayed(decisions: readonly Decision[], policy: RoutingPolicy): Comparison[] {
  return decisions.map((decision) => {
    const { winner, candidates, aheadBySeconds } = replayDecision(decision, policy);
    const advantage = (agentId: string | undefined) =>
      candidates
        .find((candidate) => candidate.agentId === agentId)
        ?.terms.find(({ feature }) => feature === "advantage")?.value ?? 0;
    const gain = advantage(winner) - advantage(decision.winner);
    return { decision, winner, gain, aheadBySeconds };
  });
}

/** @param most changed decisions to list */
export function summary(comparisons: readonly Comparison[], most: number): string {
  const decided = comparisons.filter(({ decision }) => decision.winner !== undefined);
  const changed = decided.filter(({ decision, winner }) => winner !== decision.winner);
  const moved = comparisons.filter(({ aheadBySeconds }) => aheadBySeconds !== 0);
  const gain = changed.reduce((sum, one) => sum + one.gain, 0);
  const share = decided.length === 0 ? 0 : (100 * changed.length) / decided.length;
  return [
    `decisions                    ${comparisons.length}`,
    `with an agent                ${decided.length}`,
    `another agent would have won ${changed.length} (${share.toFixed(1)} %)`,
    `other place in line          ${moved.length}`,
    `expected successes           ${gain >= 0 ? "+" : ""}${gain.toFixed(2)}`,
    ...changed.slice(0, most).map(lineOf),
    ...(changed.length > most ? [`... and ${changed.length - most} more (--all)`] : []),
  ].join("\n");
}

const lineOf = ({ decision, winner }: Comparison): string =>
  `${decision.at}  ${decision.caseId}  ${decision.winner} -> ${winner}`;
