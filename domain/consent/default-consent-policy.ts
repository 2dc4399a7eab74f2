/** The consent policy that ships: for a company in Türkiye. */
import type { ConsentPolicy } from "../../schemas/consents.ts";

/**
 * Commercial messages need consent beforehand; notices about an order, a debt or an invoice do not (Law 6563, and
 * the regulation on commercial communication, article 6). Purposes are named as in the digest.
 */
export const defaultConsentPolicy: ConsentPolicy = {
  quietHours: { from: "21:00", to: "09:00", replyMinutes: 60 },
  defaultZone: "Europe/Istanbul",
  legalBasisByPurpose: { service: "request", transactional: "contract", marketing: "consent" },
  requestDays: 30,
  sameReasonHours: 24,
  words: { stop: [], start: [], help: [] },
};
