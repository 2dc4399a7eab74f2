/** State "Stand in line for an agent": the case takes its place and looks for an agent; others may find it. */
import type { Routing } from "../../../schemas/routing/routing.ts";
import { ContendedRoutingError } from "../../errors.ts";
import { matchCase } from "../match.ts";
import { inLine, withTaskToken } from "../routing-state.ts";
import type { Leg, WorkflowStepDeps } from "./deps.ts";
import { tellOutcome } from "./tell-outcome.ts";

const attempts = 20;

/** Safe to repeat, and to be late: it goes by how the case stands now. */
export async function standInLine(deps: WorkflowStepDeps, leg: Leg, taskToken: string): Promise<void> {
  for (let lost = 0; lost < attempts; lost += 1) {
    const before = await deps.store.readRouting(leg.caseId);
    // A later leg has taken over: this workflow has nothing left to do.
    if (before !== undefined && before.leg > leg.leg) {
      await deps.workflow.interrupt(taskToken, "CaseResolved");
      return;
    }
    if (before !== undefined && !isNewLeg(before, leg) && before.status !== "waiting") {
      return tellOutcome(deps, before, taskToken);
    }
    const after = await placed(deps, before, leg, taskToken);
    if (after === undefined) return tellNobodyWanted(deps, leg, taskToken);
    const saved = await deps.store.save({ agents: [], routings: [{ before, after }] });
    if (saved === "saved") {
      if (after.contactId !== undefined) await deps.linkContact(after.contactId, after.caseId);
      if (after.status === "waiting") await matchCase(deps, after);
      else await tellOutcome(deps, after, taskToken);
      return;
    }
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${leg.caseId}: ${attempts} attempts to stand in line lost`);
}

/** A leg that follows one that is over; a leg that follows a broken workflow takes over what it left. */
const isNewLeg = ({ leg: known, status }: Routing, { leg }: Leg) => known < leg && status === "ended";

async function placed(
  deps: WorkflowStepDeps,
  before: Routing | undefined,
  { caseId, leg }: Leg,
  taskToken: string,
): Promise<Routing | undefined> {
  if (before !== undefined && before.status !== "ended") return withTaskToken({ ...before, leg }, taskToken);
  if (before !== undefined && before.leg >= leg) return undefined;
  const now = deps.now();
  const wanted = await deps.describeCase(caseId, now);
  if (wanted.kind === "nobody") return undefined;
  const enqueuedAt = now.toISOString();
  return { ...inLine({ ...wanted.arrived, leg, enqueuedAt }, before), taskToken };
}

async function tellNobodyWanted(deps: WorkflowStepDeps, { caseId }: Leg, taskToken: string): Promise<void> {
  const wanted = await deps.describeCase(caseId, deps.now());
  const left = wanted.kind === "nobody" && wanted.how === "customer-left";
  await deps.workflow.interrupt(taskToken, left ? "CustomerLeft" : "CaseResolved");
}
