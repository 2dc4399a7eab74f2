/** Amazon Connect has given a call to another agent than it was asked to: what happened is what counts. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { ContendedRoutingError } from "../errors.ts";
import { withoutWork, withWork } from "./agent-state.ts";
import { giveBack, readHeld } from "./answer-offer.ts";
import { usedUnits } from "./eligibility.ts";
import { firstWaitSeconds } from "./first-wait.ts";
import { matchAgent } from "./match.ts";
import type { RoutingDeps } from "./reserve.ts";
import { takenBy } from "./routing-state.ts";
import type { RoutingChange } from "./routing-store.ts";

const attempts = 20;

/**
 * The agent has the case from now on, room or no room: they are talking with the customer already. Safe to repeat.
 *
 * @returns the token of what they have; `undefined` for a case or an agent nobody knows, and for a case that is over
 */
export async function takeOver(
  deps: RoutingDeps,
  { caseId, agentId }: { readonly caseId: string; readonly agentId: string },
): Promise<number | undefined> {
  for (let lost = 0; lost < attempts; lost += 1) {
    const held = await readHeld(deps, caseId);
    const taker = await deps.store.readAgent(agentId);
    if (held === undefined || taker === undefined) return undefined;
    if (held !== "torn") {
      const { routing, agent: holder } = held;
      if (routing.status === "ended") return undefined;
      if (routing.status === "assigned" && routing.reservation?.agentId === agentId) return routing.token;
      const after = takenBy(routing, agentId, deps.now().toISOString());
      if ((await deps.store.save(changeTo(after, routing, taker, holder))) === "saved") {
        await tell(deps, routing, after);
        await makeRoom(deps, agentId);
        if (holder !== undefined) await matchAgent(deps, holder.profile.agentId);
        return after.token;
      }
    }
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${caseId}: ${attempts} attempts to take it over lost`);
}

/** Whoever talks with one customer cannot take the call of another: what was offered to them goes to others. */
async function makeRoom(deps: RoutingDeps, agentId: string): Promise<void> {
  const agent = await deps.store.readAgent(agentId);
  if (agent === undefined || usedUnits(agent) <= agent.profile.capacityUnits) return;
  for (const { caseId, token } of agent.work.filter(({ state }) => state === "offered")) {
    await giveBack(deps, { caseId, token, agentId, how: "agent-left" });
  }
}

/** An offer that the taker had of the same case is theirs by the new token; anybody else's is off their hands. */
function changeTo(after: Routing, before: Routing, taker: Agent, holder: Agent | undefined): RoutingChange {
  const { caseId, customerId, token, facts } = after;
  const at = after.reservation?.since ?? "";
  const work = { caseId, customerId, token, units: facts.units, state: "accepted", since: at } as const;
  const free = { ...taker, work: taker.work.filter((one) => one.caseId !== caseId) };
  const isOthers = holder !== undefined && holder.profile.agentId !== taker.profile.agentId;
  return {
    agents: [
      { before: taker, after: withWork(free, work) },
      ...(isOthers ? [{ before: holder, after: withoutWork(holder, caseId, at) }] : []),
    ],
    routings: [{ before, after }],
  };
}

async function tell({ workflow, policies }: RoutingDeps, before: Routing, after: Routing): Promise<void> {
  const { policy } = await policies.current("routing");
  const { caseId, leg, token, reservation } = after;
  const result = {
    caseId,
    leg,
    token,
    agentId: reservation?.agentId ?? "",
    offerSeconds: policy.offer.seconds,
  };
  const told = before.taskToken === undefined ? "told" : await workflow.resume(before.taskToken, result);
  if (told === "over") await workflow.start({ caseId, leg: leg + 1, waitSeconds: firstWaitSeconds(policy) });
}
