/** What a provider's report on a message of ours changes: the rung of its status, and whether we know it was sent. */
import type { ContactEvent, MessageStatus } from "../../schemas/contact-event.ts";
import type { Outbox } from "./outbox.ts";

export interface ReportDeps {
  readonly outbox: Pick<Outbox, "load" | "settle">;
  readonly climb: (
    message: { provider: string; endpointId: string; providerMessageId: string },
    status: MessageStatus,
  ) => Promise<void>;
}

/**
 * Safe to repeat, in any order. What is no report changes nothing.
 *
 * A report that names our id of the message is about that message, whatever the provider calls it there: an account
 * may report by another way than it is sent by, and under another id.
 */
export async function followReport(deps: ReportDeps, event: ContactEvent): Promise<void> {
  const { kind, status, provider, endpointId, providerMessageId, attributes = {} } = event;
  if (kind !== "message.status" || status === undefined || providerMessageId === undefined) return;
  const { sendId } = attributes;
  const known = typeof sendId === "string" ? await deps.outbox.load(sendId) : undefined;
  const send = known?.request.provider === provider ? known : undefined;
  if (send?.state === "uncertain") {
    // What got lost was the provider's answer, not the message.
    await deps.outbox.settle(send, { state: "accepted", providerMessageId, status: "queued" });
  }
  const sentBy = send?.request.endpointId ?? endpointId;
  const calledThere = send?.providerMessageId ?? providerMessageId;
  await deps.climb({ provider, endpointId: sentBy, providerMessageId: calledThere }, status);
}
