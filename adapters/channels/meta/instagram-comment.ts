/** A comment under a post of an Instagram account of ours, or during its live video. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { isObject, type Json, present } from "../json.ts";
import { type Page, personOf } from "./page-frame.ts";
import { commentSchema } from "./page-schema.ts";

/** @returns `undefined` for every other change, and for a comment that is malformed */
export function readComment(
  { channel, id: ours }: Page,
  change: Json,
  occurredAt: string | undefined,
): ParsedEvent[] | undefined {
  const { field, value } = isObject(change) ? change : {};
  if (channel !== "instagram" || (field !== "comments" && field !== "live_comments")) return undefined;
  const comment = commentSchema.safeParse(value).data;
  if (!comment || ours === undefined) return undefined;
  const { id, from, text, parent_id: replyTo, media } = comment;
  // Our own comments and answers come back like everybody's.
  const isOurs = from.id === ours;
  return [
    {
      channel,
      direction: isOurs ? "outbound" : "inbound",
      kind: isOurs ? "comment.sent" : "comment.received",
      identifiers: [personOf(channel, ours, from.id)],
      occurredAt,
      text,
      thread: media?.id,
      attributes: present({
        type: field,
        [isOurs ? "from" : "to"]: ours,
        username: from.username,
        replyTo,
        mediaType: media?.media_product_type,
      }),
      providerMessageId: id,
      idempotencyKey: `comment:${id}`,
    },
  ];
}
