/** What the steps of the workflow need, besides what routing needs. */

import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import type { RoutingDeps } from "../reserve.ts";
import type { NewRouting } from "../routing-state.ts";

/** What a case wants of routing, as it is now. */
export type Wanted =
  | { readonly kind: "agent"; readonly arrived: Omit<NewRouting, "leg" | "enqueuedAt"> }
  /** Nobody is to be found: the case is over, or the customer has gone. */
  | { readonly kind: "nobody"; readonly how: "resolved" | "customer-left" };

export interface WorkflowStepDeps extends RoutingDeps {
  /**
   * Reads the case and its customer.
   *
   * @param enqueuedAt when the case came into line: its circles widen from then on
   * @param callback who is to be called back is wanted though they have left
   */
  readonly describeCase: (caseId: string, enqueuedAt: Date, callback?: boolean) => Promise<Wanted>;
  /** Says whose case a contact of Amazon Connect is, and catches up on what was heard of it before. */
  readonly linkContact: (contactId: string, caseId: string) => Promise<void>;
  /** Lets Amazon Connect show the offer to an agent who works there. */
  readonly offerInConnect: (routing: Routing, agent: Agent) => Promise<void>;
  /** What an agent did not accept must not stay on their screen. Where Connect was not asked, nothing happens. */
  readonly withdrawFromConnect: (routing: Pick<Routing, "caseId" | "rank" | "token">) => Promise<void>;
  /** Writes an event of routing onto the case's timeline; to write it again changes nothing. */
  readonly noteOnCase: (note: CaseNote) => Promise<void>;
}

export interface CaseNote {
  readonly caseId: string;
  readonly leg: number;
  readonly kind: "case.assigned" | "case.abandoned";
  /** The agent, for an assignment. */
  readonly agentId?: string | undefined;
  readonly token?: number | undefined;
}

/** What the workflow passes from state to state: ids and numbers. */
export interface Leg {
  readonly caseId: string;
  readonly leg: number;
  /** Of the offer that went before, where there was one. */
  readonly token?: number | undefined;
}

export interface ReservedLeg extends Leg {
  readonly agentId: string;
  readonly token: number;
}

export type Waiting = Leg & { readonly waitSeconds: number };
