/** The id of a case: whose it is, and the event that opened it. No look-up finds it, and nothing opens it twice. */
import type { ContactEvent } from "../../schemas/contact-event.ts";

export function caseIdOf(customerId: string, { eventId }: Pick<ContactEvent, "eventId">): string {
  return `${customerId}-${eventId}`;
}

/** The customer in a case id; `undefined` when it is none of ours. */
export function customerIn(caseId: string): string | undefined {
  const end = caseId.indexOf("-");
  return end > 0 ? caseId.slice(0, end) : undefined;
}
