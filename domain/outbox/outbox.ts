/** The outbox: sends between their acceptance and the provider's word on them. A port; `adapters/dynamodb/outbox.ts` fills it. */
import type { SendDecision } from "../../schemas/api/outbox-shapes.ts";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import type { Receipt, Send, SendRequest } from "../../schemas/send.ts";

/** The newest state of the consents a decision went by, by identifier: a claim fails when one has changed. */
export type LedgerVersions = ReadonlyMap<string, number>;

/** How a send ended, for us. */
export type Settlement =
  | { readonly state: "accepted"; readonly providerMessageId: string; readonly status: MessageStatus }
  | { readonly state: "refused" | "suppressed"; readonly reason: string; readonly code?: string | undefined }
  | { readonly state: "uncertain"; readonly code: string };

export interface Outbox {
  /** As of now. */
  load(sendId: string): Promise<Send | undefined>;
  /** Whether an earlier send to the same recipient is still on its way: a person reads us in our order. */
  hasEarlier(request: SendRequest): Promise<boolean>;
  /**
   * Takes the send for handing it over, together with proof that no consent has changed since the decision.
   *
   * @returns `lost` when somebody else has it, or a consent has changed: decide again
   */
  claim(
    send: Send,
    claimed: { until: Date; receipt: Receipt; ledger: LedgerVersions },
  ): Promise<"claimed" | "lost">;
  /** Gives a claimed send back, to be tried from then on. */
  postpone(send: Send, from: Date, code: string): Promise<void>;
  /**
   * Writes the end together with the timeline's word on it. Only the try that `send` was read at may settle it; an
   * uncertain send may still turn out to be accepted.
   */
  settle(send: Send, settlement: Settlement): Promise<void>;
  /** An agent's word on an uncertain send. @returns `lost` when it is uncertain no more */
  decide(send: Send, decision: SendDecision): Promise<"decided" | "lost">;
  /** Sends that are open since before then, oldest first. */
  openSince(before: Date, limit: number): Promise<readonly string[]>;
}
