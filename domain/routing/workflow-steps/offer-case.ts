/** State "Offer the case to the agent": the agent is told, and answers in their own time. */
import { acceptOffer } from "../answer-offer.ts";
import { withTaskToken } from "../routing-state.ts";
import type { ReservedLeg, WorkflowStepDeps } from "./deps.ts";
import { tellOutcome } from "./tell-outcome.ts";

/** Bots take what they are offered. Safe to repeat. */
export async function offerCase(
  deps: WorkflowStepDeps,
  reserved: ReservedLeg,
  taskToken: string,
): Promise<void> {
  const { caseId, token } = reserved;
  const before = await deps.store.readRouting(caseId);
  if (before === undefined) return;
  if (before.status === "offered" && before.token !== token) {
    // Refused already, and offered to another: that offer is not this state's to take for an answer.
    await deps.workflow.interrupt(taskToken, "Declined");
    return;
  }
  if (before.status !== "offered") return tellOutcome(deps, before, taskToken);
  const after = withTaskToken(before, taskToken);
  const saved = await deps.store.save({ agents: [], routings: [{ before, after }] });
  if (saved === "lost") return offerCase(deps, reserved, taskToken);
  const agentId = after.reservation?.agentId ?? "";
  const agent = await deps.store.readAgent(agentId);
  if (agent?.profile.kind === "bot") await acceptOffer(deps, { caseId, agentId, token });
  else if (agent?.profile.connectUserId !== undefined) await deps.offerInConnect(after, agent);
}
