/** What a case asks for has changed while it waits or is on offer: other agents may be wanted, at the same place. */
import { ContendedRoutingError } from "../errors.ts";
import { withoutWork } from "./agent-state.ts";
import { readHeld } from "./answer-offer.ts";
import { matchAgent } from "./match.ts";
import type { RoutingDeps } from "./reserve.ts";
import { inLineAgain } from "./routing-state.ts";
import type { WorkflowStepDeps } from "./workflow-steps/deps.ts";

const attempts = 20;

export interface DescribeAgainDeps extends RoutingDeps {
  readonly describeCase: WorkflowStepDeps["describeCase"];
}

/**
 * Safe to repeat. An offer that was made for what the case was before is over.
 *
 * @param signal why; who wants to be called back is called from then on
 */
export async function describeAgain(
  deps: DescribeAgainDeps,
  caseId: string,
  signal: "ChannelChanged" | "CallbackChosen",
): Promise<void> {
  for (let lost = 0; lost < attempts; lost += 1) {
    const held = await readHeld(deps, caseId);
    if (held === undefined) return;
    if (held !== "torn") {
      const { routing, agent } = held;
      if (routing.status !== "waiting" && routing.status !== "offered") return;
      const callback = routing.callback || signal === "CallbackChosen";
      const wanted = await deps.describeCase(caseId, new Date(routing.enqueuedAt), callback);
      // Whatever ended it is told by itself.
      if (wanted.kind === "nobody") return;
      const at = deps.now().toISOString();
      const saved = await deps.store.save({
        agents: agent === undefined ? [] : [{ before: agent, after: withoutWork(agent, caseId, at) }],
        routings: [{ before: routing, after: inLineAgain(routing, wanted.arrived) }],
      });
      if (saved === "saved") {
        if (routing.taskToken !== undefined) await deps.workflow.interrupt(routing.taskToken, signal);
        if (agent !== undefined) await matchAgent(deps, agent.profile.agentId);
        return;
      }
    }
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${caseId}: ${attempts} attempts to describe it again lost`);
}
