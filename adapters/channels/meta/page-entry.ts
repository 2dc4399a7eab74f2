/** One entry of Messenger or Instagram: what was said to the page, what another app was told, comments. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { instantOfEpoch } from "../instant.ts";
import { isObject, type Json } from "../json.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { readComment } from "./instagram-comment.ts";
import type { Page } from "./page-frame.ts";
import { readMessaging } from "./page-messaging.ts";
import { partyIdSchema } from "./page-schema.ts";

/** @returns at least one event, unless its lists are empty; what cannot be read is kept, each piece for itself */
export function readPageEntry(channel: Page["channel"], entry: Json): ParsedEvent[] {
  const { id, time, messaging, standby, changes, field, value } = isObject(entry) ? entry : {};
  const ours = partyIdSchema.safeParse(id).data;
  const from = {
    channel,
    id: ours,
    key: JSON.stringify([channel, id, time]),
    occurredAt: instantOfEpoch(time),
  };
  const page: Page = { channel, id: ours };
  const lists = [
    [messaging, (piece: Json) => readMessaging(page, piece)],
    [standby, (piece: Json) => readMessaging({ ...page, isStandby: true }, piece)],
    [changes, (piece: Json) => readComment(page, piece, from.occurredAt)],
    // Apps with Instagram's own login get the change in the entry itself.
    [
      field === undefined ? undefined : [{ field, value: value ?? null }],
      (piece: Json) => readComment(page, piece, from.occurredAt),
    ],
  ] as const;
  if (!lists.some(([list]) => Array.isArray(list))) return [keptWebhook(from, entry)];
  return lists.flatMap(([list, read]) =>
    Array.isArray(list) ? list.flatMap((piece) => read(piece) ?? keptWebhook(from, piece)) : [],
  );
}
