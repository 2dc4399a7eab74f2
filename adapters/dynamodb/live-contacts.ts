/** The newest contacts with their events and their customers' names. */
import { nameOfPerson } from "../../domain/customer/summary.ts";
import { readPerson } from "../../domain/identity/person.ts";
import type { LiveContact } from "../../schemas/api/shapes.ts";
import { readMember } from "./members.ts";
import { type RecentItem, readRecentContacts } from "./recent-contacts.ts";
import type { TableDeps } from "./table-call.ts";
import { readEvents } from "./timeline-reader.ts";
import type { Bodies } from "./timelines.ts";

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
  const read = (id: string) => readMember(table, id);
  const [events, persons] = await Promise.all([
    readEvents(table, bodies, places),
    Promise.all(customerIds.map((customerId) => readPerson(read, customerId))),
  ]);
  const byId = new Map(customerIds.map((customerId, index) => [customerId, persons[index]]));
  return places.flatMap(({ customerId, eventId }) => {
    const [event, person] = [events.get(eventId), byId.get(customerId)];
    const name = person === undefined ? undefined : nameOfPerson(person);
    return event === undefined
      ? []
      : [
          {
            customerId: person?.customerId ?? customerId,
            event,
            ...(name === undefined ? {} : { customerName: name }),
          },
        ];
  });
}
