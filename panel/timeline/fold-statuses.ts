/** Puts delivery statuses under the message they are about. Pure. */
import type { ContactEvent, MessageStatus } from "../../schemas/contact-event.ts";

const rungs: Record<MessageStatus, number> = { queued: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

/** Statuses only climb, whatever order they arrive in; `failed` is final. */
export function higherStatus(
  one: MessageStatus | undefined,
  other: MessageStatus | undefined,
): MessageStatus | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return rungs[other] > rungs[one] ? other : one;
}

const isStatus = (event: ContactEvent) => event.kind === "message.status";

/**
 * Removes each status event whose message is in the list too, and gives that message its highest
 * status. A status whose message is not loaded stays, as an entry of its own.
 */
export function foldStatuses<Item>(
  items: readonly Item[],
  eventOf: (item: Item) => ContactEvent,
): { item: Item; status: MessageStatus | undefined }[] {
  const messages = new Set<string>();
  const statuses = new Map<string, MessageStatus>();
  for (const event of items.map(eventOf)) {
    const id = event.providerMessageId;
    if (id === undefined) continue;
    if (!isStatus(event)) messages.add(id);
    const status = higherStatus(statuses.get(id), event.status);
    if (status !== undefined) statuses.set(id, status);
  }
  return items.flatMap((item) => {
    const event = eventOf(item);
    const id = event.providerMessageId;
    if (id === undefined) return [{ item, status: event.status }];
    if (isStatus(event)) return messages.has(id) ? [] : [{ item, status: event.status }];
    return [{ item, status: statuses.get(id) }];
  });
}
