/** Builds cases for the panel's tests. */
import { type CaseView, caseViewSchema } from "../../../schemas/api/shapes.ts";

/** @param day of March on which it was opened; also names it */
export function aCase(day: number, changed: Partial<CaseView> = {}): CaseView {
  const instant = `2026-03-${String(day).padStart(2, "0")}T10:00:00.000Z`;
  const clock = { targetMinutes: 60, elapsedMinutes: 0, state: "met" };
  return caseViewSchema.parse({
    caseId: `case-${day}`,
    customerId: "c1",
    parts: [],
    type: "request",
    status: "open",
    channels: ["sms"],
    openedAt: instant,
    lastEventAt: instant,
    sla: { firstResponse: clock, resolution: clock },
    slots: {},
    toAsk: [],
    contactIds: [],
    sentiment: { trend: "none" },
    ...changed,
  });
}
