/** The workflow of a case as routing sees it: it waits, and is told what happened. */

/** Why a wait ended without its answer: the names that the workflow catches. */
export const signals = [
  "Declined",
  "Missed",
  "AgentLeft",
  "CustomerLeft",
  "CaseResolved",
  "ChannelChanged",
  "CallbackChosen",
  "HumanWanted",
  "LeaseExpired",
] as const;
export type Signal = (typeof signals)[number];

/** What the workflow goes on with; ids and numbers only. */
export interface Reserved {
  readonly caseId: string;
  readonly leg: number;
  readonly agentId: string;
  readonly token: number;
  readonly offerSeconds: number;
}

/** `over`: nobody waits with that token any more. */
export type Told = "told" | "over";

export interface Workflow {
  /** Starts a leg; to start it again changes nothing. */
  start(input: {
    readonly caseId: string;
    readonly leg: number;
    readonly waitSeconds: number;
  }): Promise<void>;
  resume(taskToken: string, result: Reserved): Promise<Told>;
  interrupt(taskToken: string, signal: Signal): Promise<Told>;
}
