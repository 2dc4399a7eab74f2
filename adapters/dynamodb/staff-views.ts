/** What staff see: customers with their identifiers, and the newest contacts with their events. */
import type { Customer, CustomerIdentifier, LiveContact } from "../../schemas/api/shapes.ts";
import type { TableDeps } from "./client.ts";
import { readCustomer } from "./customers.ts";
import type { LinkItem } from "./identities.ts";
import { type RecentItem, readRecentContacts } from "./recent-contacts.ts";
import { readEvents } from "./timeline-reader.ts";
import type { Bodies } from "./timelines.ts";

export async function customerView(
  table: TableDeps,
  customerId: string,
): Promise<{ customer: Customer; identifiers: CustomerIdentifier[] } | undefined> {
  const found = await readCustomer(table, customerId);
  if (found === undefined) return undefined;
  const name = nameOf(found.identifiers);
  return {
    customer: { customerId, createdAt: found.customer.createdAt, ...(name === undefined ? {} : { name }) },
    identifiers: found.identifiers.map(({ identifierId, kind, value, level, linkedAt }) => ({
      identifierId,
      kind,
      value,
      level,
      linkedAt,
    })),
  };
}

/** The customer's name: what a provider called the person under the identifier that was linked first. */
function nameOf(identifiers: readonly LinkItem[]): string | undefined {
  const byTime = [...identifiers].sort((left, right) => (left.linkedAt < right.linkedAt ? -1 : 1));
  return byTime.find(({ name }) => name !== undefined)?.name;
}

/** The newest contacts, newest first. */
export async function liveContacts(
  table: TableDeps,
  bodies: Pick<Bodies, "get">,
  limit: number,
): Promise<LiveContact[]> {
  return withEvents(table, bodies, await readRecentContacts(table, limit));
}

/** One contact as the live list shows it; `undefined` when its event is gone. */
export async function liveContact(
  table: TableDeps,
  bodies: Pick<Bodies, "get">,
  place: Omit<RecentItem, "receivedAt">,
): Promise<LiveContact | undefined> {
  return (await withEvents(table, bodies, [place]))[0];
}

async function withEvents(
  table: TableDeps,
  bodies: Pick<Bodies, "get">,
  places: readonly Omit<RecentItem, "receivedAt">[],
): Promise<LiveContact[]> {
  const customerIds = [...new Set(places.map(({ customerId }) => customerId))];
  const [events, customers] = await Promise.all([
    readEvents(table, bodies, places),
    Promise.all(customerIds.map((customerId) => customerView(table, customerId))),
  ]);
  const names = new Map(customers.map((view) => [view?.customer.customerId, view?.customer.name]));
  return places.flatMap(({ customerId, eventId }) => {
    const event = events.get(eventId);
    const name = names.get(customerId);
    return event === undefined
      ? []
      : [{ customerId, event, ...(name === undefined ? {} : { customerName: name }) }];
  });
}
