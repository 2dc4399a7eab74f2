/** Sets the status of an agent who works in Amazon Connect, where it counts. */
import type { Agent, AgentStatus } from "../../schemas/routing/agent.ts";
import { addCommand, type CommandLines, type WakeUps } from "./commands.ts";

/** @param now its place in the line of such commands, and what makes it another than the one before */
export async function setStatusInConnect(
  deps: { readonly lines: CommandLines; readonly wakeUps: WakeUps },
  { profile: { agentId, connectUserId } }: Agent,
  status: AgentStatus,
  now: Date,
): Promise<void> {
  if (connectUserId === undefined) return;
  await addCommand(deps, { kind: "status", rank: now.toISOString(), agentId, userId: connectUserId, status });
}
