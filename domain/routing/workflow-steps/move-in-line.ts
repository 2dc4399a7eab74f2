/** The states between two waits: the circle widens, an offer comes back, the customer moves or leaves. */
import type { Routing } from "../../../schemas/routing/routing.ts";
import { ContendedRoutingError } from "../../errors.ts";
import { giveBack } from "../answer-offer.ts";
import { matchBehind } from "../match.ts";
import { atStep, inLineAgain } from "../routing-state.ts";
import { secondsToNextStep, stepAt } from "../steps.ts";
import type { Leg, ReservedLeg, Waiting, WorkflowStepDeps } from "./deps.ts";

const attempts = 20;

/** State "Widen the circle of agents". */
export const widenCircle = (deps: WorkflowStepDeps, leg: Leg): Promise<Waiting> =>
  move(deps, leg, (routing) =>
    routing.status === "waiting" ? atStep(routing, stepAt(routing, deps.now())) : undefined,
  );

/** State "Take the offer back": nobody accepts it any more. */
export async function takeOfferBack(deps: WorkflowStepDeps, { caseId, token }: Leg): Promise<void> {
  const routing = token === undefined ? undefined : await deps.store.readRouting(caseId);
  if (routing !== undefined && token !== undefined) {
    await deps.withdrawFromConnect({ caseId, token, rank: routing.rank });
  }
}

/** State "Take the case up on its new channel": other agents may be wanted; the place stays. */
export async function takeUpOnNewChannel(deps: WorkflowStepDeps, leg: Leg): Promise<Waiting> {
  await takeOfferBack(deps, leg);
  return move(deps, leg, (routing) =>
    routing.status === "waiting" ? asDescribedNow(deps, routing, routing.callback) : undefined,
  );
}

/** State "Keep a place for the call back": agents call, and the customer's place in line is kept. */
export async function keepForCallBack(deps: WorkflowStepDeps, leg: Leg): Promise<Waiting> {
  await takeOfferBack(deps, leg);
  return move(deps, leg, (routing) =>
    routing.status === "waiting" || routing.ended?.how === "customer-left"
      ? asDescribedNow(deps, routing, true)
      : undefined,
  );
}

/** State "Give the case its place back": whoever refused it has done so; they may be asked again in a while. */
export async function returnToLine(deps: WorkflowStepDeps, leg: Leg): Promise<Waiting> {
  await takeOfferBack(deps, leg);
  const [next, { policy }] = await Promise.all([waiting(deps, leg), deps.policies.current("routing")]);
  return { ...next, waitSeconds: Math.min(next.waitSeconds, Math.max(1, policy.offer.cooldownSeconds)) };
}

/** State "Note the missed offer": whoever misses too many is away. */
export async function noteMissedOffer(deps: WorkflowStepDeps, reserved: ReservedLeg): Promise<Waiting> {
  const { caseId, leg, token, agentId } = reserved;
  await giveBack(deps, { caseId, token, agentId, how: "missed", byWorkflow: true });
  return returnToLine(deps, { caseId, leg, token });
}

/** State "Note that the customer left": whoever gave up is called back where the policy says so. */
export async function noteDeparture(
  deps: WorkflowStepDeps,
  { caseId, leg, token }: Leg,
): Promise<Waiting & { readonly callBack: boolean }> {
  await takeOfferBack(deps, { caseId, leg, token });
  await deps.noteOnCase({ caseId, leg, kind: "case.abandoned" });
  const { policy } = await deps.policies.current("routing");
  return { ...(await waiting(deps, { caseId, leg })), callBack: policy.callback.followUpAbandoned };
}

/** State "Write down who has the case". */
export const noteAssignment = ({ noteOnCase }: WorkflowStepDeps, reserved: ReservedLeg): Promise<void> =>
  noteOnCase({ ...reserved, kind: "case.assigned" });

async function asDescribedNow(
  deps: WorkflowStepDeps,
  routing: Routing,
  callback: boolean,
): Promise<Routing | undefined> {
  const wanted = await deps.describeCase(routing.caseId, new Date(routing.enqueuedAt), callback);
  return wanted.kind === "nobody" ? undefined : inLineAgain(routing, wanted.arrived);
}

type MakeRouting = (routing: Routing) => Promise<Routing | undefined> | Routing | undefined;

/** Changes a case in line; where there is nothing to change it is left as it is: the next state finds out. */
async function move(deps: WorkflowStepDeps, leg: Leg, change: MakeRouting): Promise<Waiting> {
  const { policy } = await deps.policies.current("routing");
  for (let lost = 0; lost < attempts; lost += 1) {
    const before = await deps.store.readRouting(leg.caseId);
    const after = before === undefined ? undefined : await change(before);
    if (before === undefined || after === undefined) return waiting(deps, leg);
    if ((await deps.store.save({ agents: [], routings: [{ before, after }] })) === "saved") {
      await matchBehind(deps, before, policy);
      return waiting(deps, leg);
    }
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${leg.caseId}: ${attempts} attempts to move it lost`);
}

/** How long the next wait may last. */
async function waiting(deps: WorkflowStepDeps, { caseId, leg }: Leg): Promise<Waiting> {
  const [routing, { policy }] = await Promise.all([
    deps.store.readRouting(caseId),
    deps.policies.current("routing"),
  ]);
  const waitSeconds = routing === undefined ? 1 : secondsToNextStep(routing, policy, deps.now());
  return { caseId, leg, waitSeconds };
}
