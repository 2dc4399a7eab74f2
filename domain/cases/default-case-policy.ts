/** The case policy that ships: an admin can change it. */
import type { CasePolicy } from "../../schemas/policies.ts";
import { defaultCalendar } from "../calendar/default-calendar.ts";

const dayMinutes = 24 * 60;

export const defaultCasePolicy: CasePolicy = {
  inactivityMinutes: 3 * dayMinutes,
  reopenMinutes: 7 * dayMinutes,
  sla: { firstResponseMinutes: 60, resolutionMinutes: 16 * 60 },
  calendar: defaultCalendar,
  slotsByIntent: {
    "order-status": ["order-number"],
    "delivery-problem": ["order-number", "delivery-address"],
    refund: ["order-number", "reason"],
    return: ["order-number", "reason"],
    "card-application": ["card-type", "monthly-income"],
    "card-lost": ["last-four-digits"],
    "invoice-dispute": ["invoice-number", "reason"],
    outage: ["address"],
    "fault-report": ["address", "device"],
    "meter-reading": ["meter-number", "reading"],
    "loan-application": ["amount", "term", "monthly-income"],
    appointment: ["branch", "preferred-time"],
    "address-change": ["new-address"],
  },
};
