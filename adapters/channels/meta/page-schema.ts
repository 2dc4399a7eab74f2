/** The parts of Messenger's and Instagram's webhooks that we interpret (Messenger Platform, "Webhook events"). */
import * as z from "zod/mini";

const text = z.optional(z.string());
/** With words of ours after it still an id that the schema of events takes. */
const id = z.string().check(z.minLength(1), z.maxLength(400));
/** Of a person or a page: both together are one identifier. */
export const partyIdSchema = z.string().check(z.minLength(1), z.maxLength(255));
const flag = z.optional(z.boolean());
const party = z.object({ id: partyIdSchema });
const json = z.optional(z.json());

/** Epoch milliseconds, as a number or its digits. */
const instant = z.union([
  z.int().check(z.positive(), z.lt(1e14)),
  z.string().check(z.regex(/^[1-9]\d{0,13}$/)),
]);

const attachmentSchema = z.object({
  type: z.string(),
  payload: z.optional(z.nullable(z.object({ url: text, title: text }))),
});

export const messagingSchema = z.object({
  sender: party,
  recipient: party,
  /** A message is read whatever its time is. */
  timestamp: z.catch(z.optional(instant), undefined),
  message: z.optional(
    z.object({
      mid: id,
      text,
      is_echo: flag,
      is_deleted: flag,
      is_unsupported: flag,
      app_id: z.optional(z.union([z.string(), z.number()])),
      metadata: text,
      quick_reply: z.optional(z.object({ payload: text })),
      reply_to: z.optional(z.object({ mid: z.optional(id), story: json })),
      attachments: z.optional(z.array(attachmentSchema)),
      referral: json,
    }),
  ),
  message_edit: z.optional(
    z.object({ mid: id, text, num_edit: z.optional(z.union([z.string(), z.number()])) }),
  ),
  reaction: z.optional(
    z.object({ mid: id, action: z.enum(["react", "unreact"]), reaction: text, emoji: text }),
  ),
  postback: z.optional(z.object({ mid: z.optional(id), title: text, payload: text, referral: json })),
  delivery: z.optional(z.object({ mids: z.optional(z.array(id)), watermark: z.optional(instant) })),
  read: z.optional(z.object({ mid: z.optional(id), watermark: z.optional(instant) })),
  referral: json,
  optin: json,
});
export type Messaging = z.infer<typeof messagingSchema>;
export type PageMessage = NonNullable<Messaging["message"]>;

export const commentSchema = z.object({
  id,
  from: z.object({ id: partyIdSchema, username: text }),
  text,
  parent_id: z.optional(id),
  media: z.optional(z.object({ id: z.optional(id), media_product_type: text })),
});
