/** The parts of WhatsApp's messages, statuses and notices that we interpret (Cloud API, "Webhooks", v25). */
import * as z from "zod/mini";

const text = z.optional(z.string());
const id = z.string().check(z.minLength(1), z.maxLength(512));

/** Digits, or in some notices a number. */
const epochSeconds = z.union([
  z.string().check(z.regex(/^[1-9]\d{0,10}$/)),
  z.int().check(z.positive(), z.lt(1e11)),
]);
/** What has a name of its own is read whatever its time is. */
const timestamp = z.catch(z.optional(epochSeconds), undefined);

const media = z.optional(
  z.object({
    id,
    mime_type: z.optional(z.string().check(z.maxLength(255))),
    filename: z.optional(z.string().check(z.maxLength(512))),
    caption: text,
  }),
);
const reply = z.optional(z.object({ id: z.catch(text, undefined), title: text }));

const plainContent = {
  type: z.string(),
  text: z.optional(z.object({ body: z.string() })),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
};

export const messageSchema = z.object({
  ...plainContent,
  id,
  timestamp,
  from: z.optional(id),
  from_user_id: z.optional(id),
  from_parent_user_id: z.optional(id),
  /** Of an echo: whom the business wrote to. */
  to: z.optional(id),
  to_user_id: z.optional(id),
  to_parent_user_id: z.optional(id),
  group_id: z.optional(id),
  context: z.optional(z.object({ id: text })),
  button: z.optional(z.object({ text, payload: text })),
  interactive: z.optional(
    z.object({ button_reply: reply, list_reply: reply, nfm_reply: z.optional(z.object({ body: text })) }),
  ),
  order: z.optional(z.object({ text })),
  reaction: z.optional(z.object({ message_id: id, emoji: text })),
  edit: z.optional(z.object({ original_message_id: id, message: z.object(plainContent) })),
  revoke: z.optional(z.object({ original_message_id: id })),
  system: z.optional(
    z.object({
      type: text,
      body: text,
      wa_id: z.optional(id),
      user_id: z.optional(id),
      parent_user_id: z.optional(id),
      previous_user_id: z.optional(id),
      previous_parent_user_id: z.optional(id),
    }),
  ),
});
/** What can be edited later on. */
export type PlainContent = z.infer<z.ZodMiniObject<typeof plainContent>>;
export type Message = z.infer<typeof messageSchema>;

export const statusSchema = z.object({
  id,
  status: z.enum(["sent", "delivered", "read", "played", "failed"]),
  timestamp,
  recipient_id: z.optional(id),
  recipient_user_id: z.optional(id),
  recipient_parent_user_id: z.optional(id),
  recipient_type: text,
  recipient_participant_id: z.optional(id),
  recipient_participant_user_id: z.optional(id),
  recipient_participant_parent_user_id: z.optional(id),
  biz_opaque_callback_data: z.catch(text, undefined),
});

export const preferenceSchema = z.object({
  wa_id: z.optional(id),
  user_id: z.optional(id),
  parent_user_id: z.optional(id),
  detail: text,
  category: z.literal("marketing_messages"),
  value: z.enum(["stop", "resume"]),
  timestamp: epochSeconds,
});

export const userIdUpdateSchema = z.object({
  user_id: z.object({ previous: id, current: id }),
  parent_user_id: z.optional(z.object({ previous: z.optional(id), current: z.optional(id) })),
  detail: text,
  timestamp: epochSeconds,
});

export const contactSchema = z.object({
  wa_id: z.optional(id),
  user_id: z.optional(id),
  parent_user_id: z.optional(id),
  profile: z.optional(z.object({ name: text, username: text })),
});
export type Contact = z.infer<typeof contactSchema>;
