/** An agent's word on a message of which nobody knows whether the provider has it. */

import type { SendDecision } from "../../schemas/api/outbox-shapes.ts";
import type { Send } from "../../schemas/send.ts";
import type { HandOverDeps } from "./hand-over.ts";
import type { Outbox } from "./outbox.ts";

export interface DecideDeps {
  readonly outbox: Pick<Outbox, "load" | "decide">;
  readonly announce: HandOverDeps["announce"];
}

/** @returns `certain` when there is nothing to decide, or somebody was faster */
export async function decideUncertain(
  { outbox, announce }: DecideDeps,
  sendId: string,
  decision: SendDecision,
): Promise<Send | "not-found" | "certain"> {
  const send = await outbox.load(sendId);
  if (send === undefined) return "not-found";
  if (send.state !== "uncertain" || (await outbox.decide(send, decision)) === "lost") return "certain";
  if (decision === "resend") await announce({ sendId }, 0);
  return (await outbox.load(sendId)) ?? "not-found";
}
