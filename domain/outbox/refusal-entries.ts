/** What the ledger keeps when a provider refuses a message because its recipient wants none. Pure. */
import { type ConsentEntry, everyPurpose } from "../../schemas/consents.ts";
import type { SendRequest } from "../../schemas/send.ts";

/** One entry for each address of the recipient; the same on every repetition. */
export function refusalEntries(request: SendRequest, now: Date): ConsentEntry[] {
  const { sendId, brand, channel, ledgerIds, identifierId: home, occurredAt } = request;
  const at = now.toISOString();
  return ledgerIds.map((identifierId) => ({
    entryId: `${sendId}.${identifierId}`,
    identifierId,
    brand,
    purpose: everyPurpose,
    channel,
    legalBasis: "consent",
    state: "denied",
    at,
    recordedAt: at,
    level: "verified",
    source: "provider",
    eventId: sendId,
    timeline: { home, occurredAt },
  }));
}
