/** What routing wants of Amazon Connect: commands, which wait until the quota of their API lets them through. */
import type { ConnectQuotas } from "../../schemas/connect-config.ts";
import type { AgentStatus } from "../../schemas/routing/agent.ts";
import type { OfferMode } from "./choose-mode.ts";

export type ConnectApi = keyof ConnectQuotas;

/** Offers a case to the agent for whom it is reserved. Ids and numbers only. */
export interface OfferCommand {
  readonly kind: "offer";
  readonly caseId: string;
  readonly agentId: string;
  readonly userId: string;
  /** The reservation's: an offer whose reservation is over is not made any more. */
  readonly token: number;
  readonly offerSeconds: number;
  readonly callback: boolean;
  readonly mode: Exclude<OfferMode, { kind: "none" }>;
  /** The contact is a task of ours, made by an earlier step of this command. */
  readonly own?: boolean | undefined;
}

/** Takes back an offer, as far as Connect can: our own task is stopped, a customer's contact stays. */
export interface WithdrawCommand {
  readonly kind: "withdraw";
  readonly caseId: string;
  readonly token: number;
}

/** Shows in Connect what Omniline has decided about an agent: away after too many missed offers. */
export interface StatusCommand {
  readonly kind: "status";
  readonly agentId: string;
  readonly userId: string;
  readonly status: AgentStatus;
}

/**
 * Calls the customer about a case, for the agent who asked for it. The number is read when the call is made: it
 * is in no command.
 */
export interface CallCommand {
  readonly kind: "call";
  /** The event that asked for it. */
  readonly callId: string;
  readonly caseId: string;
  readonly identifierId: string;
  readonly agentId: string;
  readonly userId: string;
  /** The contact that the call comes out of, where the conversation is one of Amazon Connect's. */
  readonly relatedContactId?: string | undefined;
}

/** `rank` is the case's; a call's and a status's is when it was asked for. A smaller one goes first. */
export type ConnectCommand = { readonly rank: string } & (
  | OfferCommand
  | WithdrawCommand
  | StatusCommand
  | CallCommand
);

/** The same command has the same id, however often it is asked for; it is the ClientToken of what it creates. */
export function commandIdOf(command: ConnectCommand): string {
  switch (command.kind) {
    case "offer":
    case "withdraw":
      return `${command.kind}:${command.caseId}:${command.token}`;
    case "status":
      return `status:${command.agentId}:${command.rank}`;
    case "call":
      return `call:${command.callId}`;
  }
}

const apiByMode = {
  steer: "UpdateContactRoutingData",
  assign: "AssociateContactWithUser",
  "queue-task": "StartTaskContact",
  task: "CreateContact",
} as const;

/** The API whose quota the command needs, and in whose line it waits. */
export function apiOf(command: ConnectCommand): ConnectApi {
  switch (command.kind) {
    case "offer":
      return apiByMode[command.mode.kind];
    case "withdraw":
      return "StopContact";
    case "status":
      return "PutUserStatus";
    case "call":
      return "StartOutboundVoiceContact";
  }
}

/** A command that this process has to itself until its lease is over. */
export interface ClaimedCommand {
  readonly kind: "claimed";
  readonly command: ConnectCommand;
  /** How often it was claimed, this time included: above 1, an earlier try may have gone through. */
  readonly claims: number;
}

export type Claim =
  | ClaimedCommand
  /** Others have all there is; the first of their leases ends then. */
  | { readonly kind: "taken"; readonly until: Date }
  | { readonly kind: "empty" };

/** The commands that wait, in line by rank, one line for each API. */
export interface CommandLines {
  /** Adds it unless it is there already. @param from not to be claimed before */
  add(command: ConnectCommand, from?: Date): Promise<void>;
  /** The best-ranked command that nobody has claimed. */
  claim(api: ConnectApi, now: Date): Promise<Claim>;
  /** Puts a claimed command back in line. @param from not to be claimed before */
  release(command: ConnectCommand, from: Date): Promise<void>;
  remove(command: ConnectCommand): Promise<void>;
}

/** One wake-up is sent for every command: whoever gets it carries out the command that is first in line then. */
export interface WakeUp {
  readonly api: ConnectApi;
  /** When this wake-up may call, ISO 8601: its place in the quota. */
  readonly slot?: string | undefined;
}

export interface WakeUps {
  /** @param after seconds, 900 at most */
  send(wakeUp: WakeUp, after: number): Promise<void>;
}

/** Puts a command in line. Both steps may be done twice: who is stopped between them does it again. */
export async function addCommand(
  { lines, wakeUps }: { readonly lines: CommandLines; readonly wakeUps: WakeUps },
  command: ConnectCommand,
): Promise<void> {
  await lines.add(command);
  await wakeUps.send({ api: apiOf(command) }, 0);
}
