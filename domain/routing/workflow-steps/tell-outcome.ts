/** Tells a state that begins to wait what has happened before it did. */
import type { Routing } from "../../../schemas/routing/routing.ts";
import type { Signal } from "../workflow.ts";
import type { WorkflowStepDeps } from "./deps.ts";

const signalOf: Readonly<Record<string, Signal>> = {
  "customer-left": "CustomerLeft",
  "human-wanted": "HumanWanted",
};

export async function tellOutcome(
  { workflow, policies }: WorkflowStepDeps,
  routing: Routing,
  taskToken: string,
): Promise<void> {
  const { caseId, leg, token, status, reservation, ended } = routing;
  if ((status === "offered" || status === "assigned") && reservation !== undefined) {
    const { policy } = await policies.current("routing");
    const { agentId } = reservation;
    await workflow.resume(taskToken, { caseId, leg, agentId, token, offerSeconds: policy.offer.seconds });
  } else if (status === "ended") {
    await workflow.interrupt(taskToken, signalOf[ended?.how ?? ""] ?? "CaseResolved");
  } else {
    await workflow.interrupt(taskToken, "Declined");
  }
}
