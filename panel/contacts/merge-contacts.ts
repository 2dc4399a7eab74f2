/** Keeps the live list right whatever order its parts arrive in. Pure. */
import type { LiveContact } from "../../schemas/api/shapes.ts";

/** How many contacts the live list keeps; older ones are on their customers' timelines. */
export const longestList = 200;

/** Adds contacts that landed, newest first, each event once: what came last about an event wins. */
export function addContacts(list: readonly LiveContact[], landed: readonly LiveContact[]): LiveContact[] {
  const byEvent = new Map(list.map((contact) => [contact.event.eventId, contact]));
  for (const contact of landed) byEvent.set(contact.event.eventId, contact);
  return nameAll([...byEvent.values()].sort(newestLandedFirst).slice(0, longestList));
}

/**
 * Takes a fresh read of the newest page.
 *
 * A full page that shares nothing with the list means that more landed than one page holds: what is
 * older than the page goes, rather than hide a gap.
 */
export function renewContacts(
  list: readonly LiveContact[],
  page: { items: readonly LiveContact[]; nextCursor?: string | undefined },
): LiveContact[] {
  const known = new Set(list.map(({ event }) => event.eventId));
  const joins = page.nextCursor === undefined || page.items.some(({ event }) => known.has(event.eventId));
  const oldest = page.items.at(-1);
  const kept =
    joins || oldest === undefined ? list : list.filter((one) => newestLandedFirst(one, oldest) < 0);
  return addContacts(kept, page.items);
}

/** A name learned from one contact is the customer's on all of them. */
function nameAll(list: readonly LiveContact[]): LiveContact[] {
  const names = new Map<string, string>();
  for (const { customerId, customerName } of list) {
    if (customerName !== undefined && !names.has(customerId)) names.set(customerId, customerName);
  }
  return list.map((contact) => {
    const name = names.get(contact.customerId);
    return name === undefined || name === contact.customerName ? contact : { ...contact, customerName: name };
  });
}

function newestLandedFirst(one: LiveContact, other: LiveContact): number {
  return (
    compare(other.event.receivedAt, one.event.receivedAt) || compare(other.event.eventId, one.event.eventId)
  );
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
