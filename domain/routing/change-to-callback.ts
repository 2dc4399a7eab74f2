/** Amazon Connect holds a contact by which the customer can be called back: the offer will be made with it. */
import { ContendedRoutingError } from "../errors.ts";
import type { RoutingDeps } from "./reserve.ts";

const attempts = 20;

/** Safe to repeat. Whoever has the case already needs no contact to call the customer with. */
export async function changeToCallback(deps: RoutingDeps, caseId: string, contactId: string): Promise<void> {
  for (let lost = 0; lost < attempts; lost += 1) {
    const before = await deps.store.readRouting(caseId);
    if (before?.status !== "waiting" || before.contactId === contactId) return;
    const after = { ...before, callback: true, contactId, version: before.version + 1 };
    if ((await deps.store.save({ agents: [], routings: [{ before, after }] })) === "saved") return;
    await deps.pause(lost);
  }
  throw new ContendedRoutingError(`case ${caseId}: ${attempts} attempts to make it a call back lost`);
}
