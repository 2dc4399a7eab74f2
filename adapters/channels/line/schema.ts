/** The parts of LINE's webhook events that we interpret (Messaging API reference, "Webhook event objects"). */
import * as z from "zod/mini";

const text = z.optional(z.string());
const id = z.string().check(z.minLength(1), z.maxLength(500));

const contentSchema = z.object({
  id,
  type: z.string(),
  text,
  quotedMessageId: text,
  fileName: z.optional(z.string().check(z.maxLength(512))),
  contentProvider: z.optional(
    z.object({ type: z.string(), originalContentUrl: z.optional(z.string().check(z.maxLength(2048))) }),
  ),
  title: text,
  address: text,
  latitude: z.optional(z.number()),
  longitude: z.optional(z.number()),
  stickerId: text,
  keywords: z.optional(z.array(z.string())),
});
export type MessageContent = z.infer<typeof contentSchema>;

export const eventSchema = z.object({
  type: z.string(),
  /** A ULID, the same on every delivery. */
  webhookEventId: id,
  /** Epoch milliseconds; the event has a name of its own, and is read whatever its time is. */
  timestamp: z.catch(z.optional(z.int().check(z.positive(), z.lt(1e14))), undefined),
  /** `standby`: another service answers this person at present. */
  mode: text,
  source: z.optional(
    z.object({ type: z.string(), userId: z.optional(id), groupId: z.optional(id), roomId: z.optional(id) }),
  ),
  message: z.optional(contentSchema),
  unsend: z.optional(z.object({ messageId: id })),
  postback: z.optional(z.object({ data: z.string(), params: z.optional(z.record(z.string(), z.string())) })),
});
export type Event = z.infer<typeof eventSchema>;
