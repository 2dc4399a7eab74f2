/** The parts of Telegram's updates that we interpret (Bot API 9, "Available types"). Ids are up to 52 bits long. */
import * as z from "zod/mini";

const text = z.optional(z.string());
const id = z.int();
/** Epoch seconds; every update has a name of its own, and is read whatever its time is. */
const time = z.catch(z.optional(z.int().check(z.positive(), z.lt(1e11))), undefined);

export const userSchema = z.object({
  id,
  is_bot: z.boolean(),
  first_name: text,
  last_name: text,
  username: text,
  language_code: text,
});
export type User = z.infer<typeof userSchema>;

export const chatSchema = z.object({ id, type: z.string() });
export type Chat = z.infer<typeof chatSchema>;

const file = z.object({
  file_id: z.string().check(z.minLength(1), z.maxLength(512)),
  mime_type: z.optional(z.string().check(z.maxLength(255))),
  file_name: z.optional(z.string().check(z.maxLength(512))),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});
export type File = z.infer<typeof file>;

const place = z.object({ latitude: z.number(), longitude: z.number() });

export const messageSchema = z.object({
  message_id: id,
  date: time,
  edit_date: time,
  chat: chatSchema,
  from: z.optional(userSchema),
  sender_chat: z.optional(chatSchema),
  /** The bot that wrote in the name of a business account. */
  sender_business_bot: z.optional(userSchema),
  business_connection_id: text,
  message_thread_id: z.optional(id),
  is_topic_message: z.optional(z.boolean()),
  is_automatic_forward: z.optional(z.boolean()),
  /** An away or greeting message, or one that was scheduled. */
  is_from_offline: z.optional(z.boolean()),
  media_group_id: text,
  reply_to_message: z.optional(z.object({ message_id: id })),
  text,
  caption: text,
  photo: z.optional(z.array(file)),
  document: z.optional(file),
  animation: z.optional(file),
  video: z.optional(file),
  video_note: z.optional(file),
  audio: z.optional(file),
  voice: z.optional(file),
  sticker: z.optional(z.extend(file, { emoji: text })),
  location: z.optional(place),
  venue: z.optional(z.object({ location: place, title: text, address: text })),
  contact: z.optional(z.object({ phone_number: z.string(), user_id: z.optional(id) })),
});
export type Message = z.infer<typeof messageSchema>;

const button = z.object({ text: z.string(), callback_data: text });

export const callbackQuerySchema = z.object({
  from: userSchema,
  message: z.optional(
    z.object({
      message_id: id,
      chat: chatSchema,
      business_connection_id: text,
      reply_markup: z.optional(z.object({ inline_keyboard: z.array(z.array(button)) })),
    }),
  ),
  data: text,
});

export const reactionSchema = z.object({
  chat: chatSchema,
  message_id: id,
  date: time,
  user: z.optional(userSchema),
  actor_chat: z.optional(chatSchema),
  old_reaction: z.array(z.object({ emoji: text })),
  new_reaction: z.array(z.object({ emoji: text })),
});

const member = z.object({ status: z.string() });

export const membershipSchema = z.object({
  chat: chatSchema,
  from: userSchema,
  date: time,
  new_chat_member: member,
});

export const deletedSchema = z.object({
  business_connection_id: z.string(),
  chat: chatSchema,
  message_ids: z.array(id).check(z.minLength(1)),
});
