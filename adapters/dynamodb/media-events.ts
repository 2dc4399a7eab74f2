/** Contact events with the note of what became of their files: an attribute of the event's own item. */
import * as z from "zod/mini";
import { AwsCallError } from "../../domain/errors.ts";
import type { MediaEvents } from "../../domain/media/note-media.ts";
import { type StoredMedia, storedMediaSchema } from "../../schemas/media.ts";
import { eventItemSchema } from "./event-item.ts";
import { marshalKey, parseItem } from "./items.ts";
import { keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import { readEvent } from "./timeline-reader.ts";
import type { Bodies } from "./timelines.ts";

const noteSchema = z.array(storedMediaSchema);

/** What is noted of an event's files, with the keys of their objects. */
export function mediaIn(note: string | undefined): readonly StoredMedia[] {
  return note === undefined ? [] : noteSchema.parse(JSON.parse(note));
}

export function dynamoMediaEvents(table: TableDeps, bodies: Pick<Bodies, "get">): MediaEvents {
  const { call, tableName: TableName } = table;
  return {
    async read({ identifierId, ...event }) {
      const Key = marshalKey(keys.event(identifierId, event));
      const { Item } = await call("GetItem", { TableName, Key, ConsistentRead: true });
      if (Item === undefined) return undefined;
      const { media: note } = parseItem(eventItemSchema, Item);
      const stored = await readEvent(bodies, Item);
      return { event: stored.event, media: mediaIn(note), note };
    },
    async write({ identifierId, ...event }, media, note) {
      const unchanged = note === undefined ? "attribute_not_exists(media)" : "media = :seen";
      try {
        await call("UpdateItem", {
          TableName,
          Key: marshalKey(keys.event(identifierId, event)),
          UpdateExpression: "SET media = :media",
          ConditionExpression: `attribute_exists(PK) AND ${unchanged}`,
          ExpressionAttributeValues: {
            ":media": { S: JSON.stringify(media) },
            ...(note === undefined ? {} : { ":seen": { S: note } }),
          },
        });
        return "written";
      } catch (error) {
        if (error instanceof AwsCallError && error.code === "ConditionalCheckFailedException") return "lost";
        throw error;
      }
    },
  };
}
