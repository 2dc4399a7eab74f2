/** What a change of a case means for its routing: decided by how both stand now, not by what was announced. */
import type { Case } from "../../schemas/case.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { type DescribeAgainDeps, describeAgain } from "./describe-again.ts";
import { stepOf } from "./eligibility.ts";
import { endRouting } from "./end-routing.ts";
import { firstWaitSeconds } from "./first-wait.ts";
import { hasLeft, isOver, wantsCallBack } from "./presence.ts";

export type Move =
  | { readonly kind: "none" }
  | { readonly kind: "start"; readonly leg: number }
  /** Ends what is under way; `again` looks for another agent. */
  | {
      readonly kind: "end";
      readonly how: "resolved" | "customer-left" | "human-wanted" | "transferred";
      readonly again: boolean;
    }
  /** Other agents are wanted, for another channel or by a customer who has had enough of the bot. */
  | { readonly kind: "describe-again" }
  | { readonly kind: "call-back" };

/** Pure. Times of the case are the customer's, times of the routing ours: they are compared as they are. */
export function nextMove(found: Case, routing: Routing | undefined, botIds: readonly string[]): Move {
  if (isOver(found)) {
    return routing === undefined || routing.status === "ended"
      ? { kind: "none" }
      : { kind: "end", how: "resolved", again: false };
  }
  if (routing === undefined) return { kind: "start", leg: 1 };
  if (routing.status === "ended") {
    return isAskedSince(found, routing, botIds) ? { kind: "start", leg: routing.leg + 1 } : { kind: "none" };
  }
  return whileUnderWay(found, routing, botIds);
}

/**
 * The customer came back, or somebody gave the case to an agent, after the last leg was over. A human that a bot was
 * to call is still wanted when the bot has wrapped up.
 */
function isAskedSince(found: Case, { ended, enqueuedAt }: Routing, botIds: readonly string[]): boolean {
  if (ended === undefined || ended.how === "human-wanted" || ended.how === "transferred") return true;
  const hadBot = ended.agentId !== undefined && botIds.includes(ended.agentId);
  return (
    (found.heardAt ?? "") > (ended.heardAt ?? "") ||
    (found.humanWantedAt ?? "") > (hadBot ? enqueuedAt : ended.at) ||
    isGivenSince(found, ended.at)
  );
}

const isGivenSince = ({ owner }: Case, at: string) => (owner?.since ?? "") > at;

function whileUnderWay(found: Case, routing: Routing, botIds: readonly string[]): Move {
  const { enqueuedAt, reservation, facts, status, callback } = routing;
  const agentId = reservation?.agentId;
  const isBots = agentId !== undefined && botIds.includes(agentId);
  if (isBots && (found.humanWantedAt ?? "") > enqueuedAt) {
    return { kind: "end", how: "human-wanted", again: true };
  }
  if (status === "assigned") {
    const { owner } = found;
    const isGivenAway =
      owner !== undefined && owner.agentId !== agentId && (owner.since ?? "") > (reservation?.since ?? "");
    return isGivenAway ? { kind: "end", how: "transferred", again: true } : { kind: "none" };
  }
  const heldFor = stepOf(routing).requirement.agentId;
  if (heldFor !== undefined && botIds.includes(heldFor) && (found.humanWantedAt ?? "") > enqueuedAt) {
    return { kind: "describe-again" };
  }
  if (isGivenToAnother(found, routing)) return { kind: "describe-again" };
  if (!callback && wantsCallBack(found)) return { kind: "call-back" };
  if (!callback && hasLeft(found)) return { kind: "end", how: "customer-left", again: false };
  return !callback && found.channel !== undefined && found.channel !== facts.channel
    ? { kind: "describe-again" }
    : { kind: "none" };
}

/** Somebody has given a case that nobody has yet to an agent who is not the one it is held for or offered to. */
function isGivenToAnother({ owner }: Case, { enqueuedAt, steps, reservation }: Routing): boolean {
  const asked = [steps[0]?.requirement.agentId, reservation?.agentId];
  return owner !== undefined && (owner.since ?? "") > enqueuedAt && !asked.includes(owner.agentId);
}

export interface FollowDeps extends DescribeAgainDeps {
  /** The whole case, with all its parts; `undefined` when it is not among the living. */
  readonly readCase: (caseId: string) => Promise<Case | undefined>;
}

/** Does what the case now asks for. Safe to repeat. */
export async function followCase(deps: FollowDeps, caseId: string): Promise<void> {
  const [found, routing, { policy }] = await Promise.all([
    deps.readCase(caseId),
    deps.store.readRouting(caseId),
    deps.policies.current("routing"),
  ]);
  if (found === undefined) return;
  const move = nextMove(
    found,
    routing,
    policy.bots.map((bot) => bot.agentId),
  );
  const start = (leg: number) => deps.workflow.start({ caseId, leg, waitSeconds: firstWaitSeconds(policy) });
  switch (move.kind) {
    case "none":
      return;
    case "start":
      return start(move.leg);
    case "end":
      await endRouting(deps, caseId, move.how);
      if (move.again) await start((routing?.leg ?? 0) + 1);
      return;
    case "describe-again":
      return describeAgain(deps, caseId, "ChannelChanged");
    case "call-back":
      return describeAgain(deps, caseId, "CallbackChosen");
  }
}
