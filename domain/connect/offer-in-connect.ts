/** Lets Amazon Connect show a reserved case to its agent, and takes that back. */
import type { Agent } from "../../schemas/routing/agent.ts";
import type { Routing } from "../../schemas/routing/routing.ts";
import { chooseMode, type ModeInput } from "./choose-mode.ts";
import { addCommand, type CommandLines, type WakeUps } from "./commands.ts";

export interface OfferDeps {
  readonly lines: CommandLines;
  readonly wakeUps: WakeUps;
  readonly tasks: ModeInput["tasks"];
}

/** @param offerSeconds how long the agent has to answer */
export async function offerInConnect(
  deps: OfferDeps,
  { caseId, rank, token, facts, contactId, callback }: Routing,
  { profile: { agentId, connectUserId } }: Agent,
  offerSeconds: number,
): Promise<void> {
  const { channel } = facts;
  const mode = chooseMode({ channel, contactId, callback, connectUserId, tasks: deps.tasks });
  if (mode.kind === "none" || connectUserId === undefined) return;
  const offer = { caseId, agentId, userId: connectUserId, token, offerSeconds, callback, mode };
  await addCommand(deps, { kind: "offer", rank, ...offer });
}

/** What the agent did not answer must not stay on their screen. Where Connect was not asked, nothing happens. */
export const withdrawFromConnect = (
  deps: Pick<OfferDeps, "lines" | "wakeUps">,
  { caseId, rank, token }: Pick<Routing, "caseId" | "rank" | "token">,
): Promise<void> => addCommand(deps, { kind: "withdraw", caseId, rank, token });
