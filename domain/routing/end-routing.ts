/** A case needs no agent any more: it is off everybody's hands, and whoever had it takes the next. */
import type { Routing } from "../../schemas/routing/routing.ts";
import { ContendedRoutingError } from "../errors.ts";
import { withoutWork } from "./agent-state.ts";
import { readHeld } from "./answer-offer.ts";
import { matchAgent, matchBehind } from "./match.ts";
import type { RoutingDeps } from "./reserve.ts";
import { ended } from "./routing-state.ts";
import type { Signal } from "./workflow.ts";

const attempts = 20;

export type EndedBy = "resolved" | "customer-left" | "handled" | "human-wanted" | "transferred";

/** What a workflow that still waits is told. */
const signalOf: Readonly<Record<EndedBy, Signal>> = {
  resolved: "CaseResolved",
  handled: "CaseResolved",
  "customer-left": "CustomerLeft",
  "human-wanted": "HumanWanted",
  transferred: "HumanWanted",
};

/** @returns the case as it was; `undefined` when there was nothing to end */
export async function endRouting(
  deps: RoutingDeps,
  caseId: string,
  how: EndedBy,
): Promise<Routing | undefined> {
  return endWhere(deps, { caseId, how, where: ({ status }) => status !== "ended" });
}

/** Ends what is accepted, by that agent where one is named; an offer or a place in line stays. */
export async function releaseWork(
  deps: RoutingDeps,
  { caseId, agentId }: { readonly caseId: string; readonly agentId?: string | undefined },
): Promise<Routing | undefined> {
  const where = ({ status, reservation }: Routing) =>
    status === "assigned" && (agentId === undefined || reservation?.agentId === agentId);
  return endWhere(deps, { caseId, how: "handled", where });
}

interface Ending {
  readonly caseId: string;
  readonly how: EndedBy;
  readonly where: (routing: Routing) => boolean;
}

async function endWhere(deps: RoutingDeps, { caseId, how, where }: Ending): Promise<Routing | undefined> {
  for (let lost = 0; lost < attempts; lost += 1) {
    const held = await readHeld(deps, caseId);
    if (held === undefined) return undefined;
    if (held === "torn") {
      await deps.pause(lost);
      continue;
    }
    if (!where(held.routing)) {
      // The try before may have died before it looked for the agent's next case.
      await matchAgent(deps, held.routing.ended?.agentId ?? "");
      return undefined;
    }
    const { routing, agent } = held;
    const heardAt = await deps.lastHeard(caseId);
    const at = deps.now().toISOString();
    const end = {
      at,
      how,
      ...(heardAt === undefined ? {} : { heardAt }),
      ...(agent === undefined ? {} : { agentId: agent.profile.agentId }),
    };
    const saved = await deps.store.save({
      agents: agent === undefined ? [] : [{ before: agent, after: withoutWork(agent, caseId, at) }],
      routings: [{ before: routing, after: ended(routing, end) }],
    });
    if (saved === "saved") {
      if (routing.taskToken !== undefined) await deps.workflow.interrupt(routing.taskToken, signalOf[how]);
      if (agent !== undefined) await matchAgent(deps, agent.profile.agentId);
      await matchBehind(deps, routing, (await deps.policies.current("routing")).policy);
      return routing;
    }
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${caseId}: ${attempts} attempts to end its routing lost`);
}
