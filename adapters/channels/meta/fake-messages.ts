/** What the Graph API takes as a message, strictly: a field that it does not know is a mistake of ours. */
import * as z from "zod/mini";
import { sendMark } from "./send-mark.ts";

/** What a taken message says. */
export interface GraphMessage {
  readonly to: string;
  readonly text: string;
  readonly sendId?: string;
}

const url = z.url({ protocol: /^https?$/ });
const upTo = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

const captioned = z.strictObject({ link: url, caption: z.optional(upTo(1024)) });
const addressed = {
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.literal("individual"),
  to: z.optional(z.string().check(z.regex(/^\d{5,15}$/))),
  recipient: z.optional(z.string().check(z.regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/))),
  context: z.optional(z.strictObject({ message_id: upTo(512) })),
  biz_opaque_callback_data: z.optional(upTo(512)),
};
const template = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9_]{1,512}$/)),
  language: z.strictObject({ code: z.string().check(z.regex(/^[a-z]{2,3}(_[A-Z]{2})?$/)) }),
  components: z.optional(
    z.array(
      z.strictObject({
        type: z.literal("body"),
        parameters: z
          .array(z.strictObject({ type: z.literal("text"), text: upTo(1024) }))
          .check(z.minLength(1)),
      }),
    ),
  ),
});

const whatsappBody = z
  .discriminatedUnion("type", [
    z.strictObject({
      ...addressed,
      type: z.literal("text"),
      text: z.strictObject({ body: upTo(4096), preview_url: z.optional(z.boolean()) }),
    }),
    z.strictObject({ ...addressed, type: z.literal("template"), template }),
    z.strictObject({ ...addressed, type: z.literal("image"), image: captioned }),
    z.strictObject({ ...addressed, type: z.literal("video"), video: captioned }),
    z.strictObject({ ...addressed, type: z.literal("audio"), audio: z.strictObject({ link: url }) }),
    z.strictObject({
      ...addressed,
      type: z.literal("document"),
      document: z.strictObject({
        link: url,
        caption: z.optional(upTo(1024)),
        filename: z.optional(upTo(255)),
      }),
    }),
  ])
  .check(z.refine(({ to, recipient }) => to !== undefined || recipient !== undefined, "nobody to send to"));

export const whatsappMessage = z.pipe(
  whatsappBody,
  z.transform((message): GraphMessage => {
    const { to, recipient, biz_opaque_callback_data: sendId } = message;
    return { to: to ?? recipient ?? "", text: whatsappText(message), ...(sendId ? { sendId } : {}) };
  }),
);

type WhatsappMessage = z.infer<typeof whatsappBody>;

function whatsappText(message: WhatsappMessage): string {
  switch (message.type) {
    case "text":
      return message.text.body;
    case "template":
      return [message.template.name, ...parametersOf(message.template)].join(" ");
    case "image":
      return message.image.caption ?? "";
    case "video":
      return message.video.caption ?? "";
    case "audio":
      return "";
    case "document":
      return message.document.caption ?? "";
  }
}

function parametersOf({ components = [] }: z.infer<typeof template>): string[] {
  return components.flatMap(({ parameters }) => parameters.map(({ text }) => text));
}

const attachment = z.strictObject({
  type: z.enum(["image", "video", "audio", "file"]),
  payload: z.strictObject({ url, is_reusable: z.optional(z.boolean()) }),
});
const recipient = z.strictObject({ id: z.string().check(z.regex(/^\d{5,32}$/)) });
const replyTo = z.optional(z.strictObject({ mid: upTo(512) }));
const hasOne = z.refine<{ text?: unknown; attachment?: unknown }>(
  ({ text, attachment: file }) => (text === undefined) !== (file === undefined),
  "a text or an attachment",
);
const tagged = z.refine<{ messaging_type?: unknown; tag?: unknown }>(
  ({ messaging_type, tag }) => (messaging_type === "MESSAGE_TAG") === (tag !== undefined),
  "a tag goes with MESSAGE_TAG",
);
const tag = z.optional(z.literal("HUMAN_AGENT"));

export const messengerMessage = z.pipe(
  z
    .strictObject({
      recipient,
      messaging_type: z.enum(["RESPONSE", "UPDATE", "MESSAGE_TAG"]),
      tag,
      reply_to: replyTo,
      message: z
        .strictObject({
          text: z.optional(upTo(2000)),
          attachment: z.optional(attachment),
          metadata: z.optional(upTo(1000)),
        })
        .check(hasOne),
    })
    .check(tagged),
  z.transform(({ recipient: { id: to }, message: { text = "", metadata } }): GraphMessage => {
    return { to, text, ...(metadata ? { sendId: metadata.replace(sendMark, "") } : {}) };
  }),
);

const mostBytes = 1000;

export const instagramMessage = z.pipe(
  z
    .strictObject({
      recipient,
      messaging_type: z.optional(z.literal("MESSAGE_TAG")),
      tag,
      reply_to: replyTo,
      message: z
        .strictObject({
          text: z.optional(
            z
              .string()
              .check(
                z.refine((text) => text !== "" && Buffer.byteLength(text) <= mostBytes, "1 to 1000 bytes"),
              ),
          ),
          attachment: z.optional(attachment),
        })
        .check(hasOne),
    })
    .check(tagged),
  z.transform(({ recipient: { id: to }, message: { text = "" } }): GraphMessage => ({ to, text })),
);
