/** Once in a while: what crashes left behind is put right. */
import { giveBack } from "./answer-offer.ts";
import { firstWaitSeconds } from "./first-wait.ts";
import { matchLines } from "./match.ts";
import type { RoutingDeps } from "./reserve.ts";

export interface ExpiredOffer {
  readonly caseId: string;
  readonly agentId: string;
  readonly token: number;
}

export interface ReapDeps extends RoutingDeps {
  /** Offers whose lease is over. */
  readonly expiredOffers: (now: Date) => Promise<readonly ExpiredOffer[]>;
}

export interface Reaped {
  readonly released: number;
  readonly rematched: number;
}

/**
 * Releases reservations that nobody answered in time, and looks for an agent for the first of each line, as
 * whoever should have done it may have died. Safe to repeat and to run twice at once.
 */
export async function reap(deps: ReapDeps): Promise<Reaped> {
  let released = 0;
  for (const offer of await deps.expiredOffers(deps.now())) {
    if (await release(deps, offer)) released += 1;
  }
  const directory = await deps.store.readDirectory();
  return { released, rematched: await matchLines(deps, [...directory.pools.keys()]) };
}

async function release(deps: ReapDeps, offer: ExpiredOffer): Promise<boolean> {
  const routing = await deps.store.readRouting(offer.caseId);
  if ((await giveBack(deps, { ...offer, how: "lease-expired" })) === "stale") return false;
  // A workflow that was waiting has been told. One that is between two states for so long is dead.
  if (routing !== undefined && routing.taskToken === undefined) {
    const { policy } = await deps.policies.current("routing");
    const { caseId, leg } = routing;
    await deps.workflow.start({ caseId, leg: leg + 1, waitSeconds: firstWaitSeconds(policy) });
  }
  return true;
}
