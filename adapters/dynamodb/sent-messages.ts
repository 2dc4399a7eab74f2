/** Messages as their providers name them: statuses climb here first, whether or not we know yet whose they are. */
import { hash } from "node:crypto";
import * as z from "zod/mini";
import { rungOf } from "../../domain/outbox/status-ladder.ts";
import type { StoredEvent } from "../../domain/timeline/stored-event.ts";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { marshalKey, parseItem } from "./items.ts";
import { type Key, keys } from "./keys.ts";
import { updateWhere } from "./routing/update-where.ts";
import type { TableDeps } from "./table-call.ts";

/** What a provider's status names. */
export interface SentMessageId {
  readonly provider: string;
  readonly endpointId: string;
  readonly providerMessageId: string;
}

const rowSchema = z.object({
  rung: z._default(z.int(), -1),
  /** The event on the timeline, once the provider's answer has told us whose message it is. */
  home: z.optional(z.string()),
  position: z.optional(z.string()),
  /** The event by which the provider told of it, where there is one. */
  echoHome: z.optional(z.string()),
  echoPosition: z.optional(z.string()),
});
export type SentMessageRow = z.infer<typeof rowSchema>;

/** Ids of WhatsApp hold the recipient's number: only a hash of an id is a key. */
export function sentMessageKey({ provider, endpointId, providerMessageId }: SentMessageId): Key {
  return keys.sentMessage(hash("sha256", JSON.stringify([provider, endpointId, providerMessageId])));
}

export async function readSentMessage(table: TableDeps, message: SentMessageId): Promise<SentMessageRow> {
  const Key = marshalKey(sentMessageKey(message));
  const { Item } = await table.call("GetItem", { TableName: table.tableName, Key, ConsistentRead: true });
  return Item === undefined ? { rung: -1 } : parseItem(rowSchema, Item);
}

/** Keeps the highest rung of all reports, then lets the timeline's event climb to it. Safe to repeat. */
export async function climbStatus(
  table: TableDeps,
  message: SentMessageId,
  status: MessageStatus,
): Promise<void> {
  const rung = rungOf(status);
  await climb(table, sentMessageKey(message), rung, "sent-message");
  const { home, position } = await readSentMessage(table, message);
  if (home !== undefined && position !== undefined)
    await climb(table, { PK: home, SK: position }, rung, "event");
}

/**
 * Keeps by which event the provider tells of a message that left by it. Safe to repeat.
 *
 * @returns whether the message is known to be ours: the event is an echo of it, and is marked as one
 */
export async function noteEcho(
  table: TableDeps,
  message: SentMessageId,
  { home, event }: Pick<StoredEvent, "home" | "event">,
): Promise<boolean> {
  const { PK, SK } = keys.event(home, event);
  await updateWhere(table, {
    Key: marshalKey(sentMessageKey(message)),
    UpdateExpression: "SET echoHome = :home, echoPosition = :position, #type = :type",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: { ":home": { S: PK }, ":position": { S: SK }, ":type": { S: "sent-message" } },
  });
  return markEcho(table, message);
}

/**
 * Marks the event that echoes a message of ours: the timeline leaves it out. Whoever comes second, the echo or the
 * provider's answer, finds both of them in the row.
 */
export async function markEcho(table: TableDeps, message: SentMessageId): Promise<boolean> {
  const { home, echoHome, echoPosition } = await readSentMessage(table, message);
  if (home === undefined || echoHome === undefined || echoPosition === undefined) return false;
  await updateWhere(table, {
    Key: marshalKey({ PK: echoHome, SK: echoPosition }),
    UpdateExpression: "SET isEcho = :true",
    ConditionExpression: "attribute_exists(PK)",
    ExpressionAttributeValues: { ":true": { BOOL: true } },
  });
  return true;
}

/** A report below what is known changes nothing. */
async function climb(table: TableDeps, key: Key, rung: number, type: string): Promise<void> {
  await updateWhere(table, {
    Key: marshalKey(key),
    UpdateExpression: "SET rung = :rung, #type = :type",
    ConditionExpression: "attribute_not_exists(rung) OR rung < :rung",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: { ":rung": { N: String(rung) }, ":type": { S: type } },
  });
}
