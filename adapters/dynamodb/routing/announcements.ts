/** What a save of a routing row tells the rest of the platform: the table's stream turns it into a domain event. */
import type { Routing } from "../../../schemas/routing/routing.ts";

export const routingAnnouncements = [
  "CaseReserved",
  "CaseAssigned",
  "CaseReturned",
  "CaseRoutingEnded",
] as const;
export type RoutingAnnouncement = (typeof routingAnnouncements)[number];

/** @returns `undefined` when the case stays where it is, or comes into line */
export function announcementOf(
  before: Pick<Routing, "status"> | undefined,
  after: Pick<Routing, "status">,
): RoutingAnnouncement | undefined {
  if (before?.status === after.status) return undefined;
  switch (after.status) {
    case "offered":
      return "CaseReserved";
    case "assigned":
      return "CaseAssigned";
    case "ended":
      return "CaseRoutingEnded";
    case "waiting":
      return before?.status === "offered" || before?.status === "assigned" ? "CaseReturned" : undefined;
  }
}
