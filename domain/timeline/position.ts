/** Where an event stands on a timeline: by event time, then by id. One order for all identifiers. */
import type { ContactEvent } from "../../schemas/contact-event.ts";

/** `2026-01-02T03:04:05.678Z#<eventId>`: text order is timeline order. */
export function positionOf(event: Pick<ContactEvent, "occurredAt" | "eventId">): string {
  return `${event.occurredAt}#${event.eventId}`;
}

const positionForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{1,64}$/;

/** The opaque cursor of a page that ends at `position`. */
export function cursorAfter(position: string): string {
  return Buffer.from(position, "utf8").toString("base64url");
}

/** The position in a cursor of ours; `undefined` for anything else. */
export function positionIn(cursor: string): string | undefined {
  const position = Buffer.from(cursor, "base64url").toString("utf8");
  return positionForm.test(position) ? position : undefined;
}
