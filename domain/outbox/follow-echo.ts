/** A provider tells of every message that leaves by it, also of those we sent: they are on the timeline already. */
import type { StoredEvent } from "../timeline/stored-event.ts";

export interface EchoDeps {
  /** Keeps that the event tells of the message. @returns whether the message is known to be one of ours */
  readonly note: (
    message: { provider: string; endpointId: string; providerMessageId: string },
    echo: Pick<StoredEvent, "home" | "event">,
  ) => Promise<boolean>;
}

/**
 * Safe to repeat. An echo that comes before the provider's own answer is taken for somebody else's message until
 * the answer is there.
 *
 * @returns whether the event repeats a message of ours, so that nothing else is made of it
 */
export async function followEcho({ note }: EchoDeps, { event, home }: StoredEvent): Promise<boolean> {
  const { kind, provider, endpointId, providerMessageId } = event;
  if (kind !== "message.sent" || providerMessageId === undefined) return false;
  return note({ provider, endpointId, providerMessageId }, { event, home });
}
