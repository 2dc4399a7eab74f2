/** Who wants to know what happens live, and of what. */
import type { LiveContact, LiveMessage } from "../../schemas/api/shapes.ts";

export interface LiveListener {
  onContact?(contact: LiveContact): void;
  /** Something about a customer is not what it was: their cases, profile, identifiers or merges. */
  onChange?(customerId: string): void;
  /** The connection is new: read again what may have been missed. */
  onOpen?(): void;
}

export function tell(listener: LiveListener, message: LiveMessage): void {
  if (message.type === "ContactReceived") listener.onContact?.(message);
  else listener.onChange?.(message.customerId);
}
