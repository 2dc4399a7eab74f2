/** What each operation takes of what we use, to the letter: more than that is a mistake of ours. */
import * as z from "zod/mini";

const name = z.string().check(z.minLength(1));
const content = z.strictObject({ Data: z.string(), Charset: z.optional(z.literal("UTF-8")) });
const mailAddress = z.string().check(z.regex(/^(?:[^<>\r\n]*<)?[^\s<>@]{1,64}@[a-z0-9.-]+>?$/i));
const tagText = z.string().check(z.regex(/^[\w.@-]{1,256}$/));

/** https://docs.aws.amazon.com/ses/latest/dg/mime-types.html: some of those that are refused */
const attachedName = z
  .string()
  .check(z.maxLength(255), z.regex(/\.(?!(?:exe|bat|cmd|com|js|vbs|msi|scr|url|tmp)$)[a-z0-9]{2,5}$/i));

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html */
const attachment = z.strictObject({
  FileName: attachedName,
  RawContent: z.base64().check(z.minLength(1)),
  ContentType: z.optional(z.string().check(z.minLength(1), z.maxLength(78))),
  ContentDisposition: z.optional(z.enum(["ATTACHMENT", "INLINE"])),
  ContentTransferEncoding: z.optional(z.enum(["BASE64", "QUOTED_PRINTABLE", "SEVEN_BIT"])),
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, simple content alone */
export const mailSchema = z.strictObject({
  FromEmailAddress: mailAddress,
  Destination: z.strictObject({ ToAddresses: z.array(mailAddress).check(z.minLength(1), z.maxLength(50)) }),
  ReplyToAddresses: z.optional(z.array(mailAddress)),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: content,
      Body: z.strictObject({ Text: content, Html: z.optional(content) }),
      Attachments: z.optional(z.array(attachment)),
      Headers: z.optional(
        z.array(
          z.strictObject({
            Name: z.string().check(z.regex(/^[!-9;-~]{1,126}$/)),
            Value: z.string().check(z.regex(/^[ -~]{1,980}$/)),
          }),
        ),
      ),
    }),
  }),
  EmailTags: z.optional(z.array(z.strictObject({ Name: tagText, Value: tagText }))),
  ConfigurationSetName: z.optional(name),
});

/** https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html */
export const textSchema = z.strictObject({
  DestinationPhoneNumber: z.string().check(z.regex(/^\+?[1-9][0-9]{1,18}$/)),
  OriginationIdentity: z.string().check(z.regex(/^[A-Za-z0-9_:/+-]{1,256}$/)),
  MessageBody: z.string().check(z.minLength(1), z.maxLength(1600)),
  MessageType: z.enum(["TRANSACTIONAL", "PROMOTIONAL"]),
  ConfigurationSetName: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_:/-]{1,256}$/))),
  Context: z.optional(
    z.record(z.string().check(z.regex(/^\S{1,100}$/)), z.string().check(z.regex(/^(?!\s)[\s\S]{1,800}$/))),
  ),
});

/** https://docs.aws.amazon.com/social-messaging/latest/APIReference/API_SendWhatsAppMessage.html */
export const whatsappSchema = z.strictObject({
  originationPhoneNumberId: z.string().check(z.regex(/^(phone-number-id-[0-9a-zA-Z]{32}|arn:.*)$/)),
  message: z.base64(),
  metaApiVersion: z.string().check(z.regex(/^v\d+\.\d+$/)),
});

/** https://docs.aws.amazon.com/social-messaging/latest/APIReference/API_GetWhatsAppMessageMedia.html, into a bucket */
export const mediaSchema = z.strictObject({
  mediaId: z.string().check(z.regex(/^[A-Za-z0-9]{1,100}$/)),
  originationPhoneNumberId: whatsappSchema.shape.originationPhoneNumberId,
  destinationS3File: z.strictObject({
    bucketName: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)),
    key: z.string().check(z.maxLength(1024)),
  }),
});
export const metaSchema = z.looseObject({
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.literal("individual"),
  to: z.optional(z.string().check(z.regex(/^\d{5,15}$/))),
  recipient: z.optional(name),
  type: z.enum(["text", "template", "image", "video", "audio", "document"]),
  text: z.optional(z.strictObject({ body: name, preview_url: z.boolean() })),
  biz_opaque_callback_data: z.optional(z.string()),
});

/** https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const confirmSchema = z.strictObject({
  Action: z.literal("ConfirmSubscription"),
  Version: z.literal("2010-03-31"),
  TopicArn: z.string().check(z.startsWith("arn:aws:sns:")),
  Token: name,
  AuthenticateOnUnsubscribe: z.optional(z.literal("true")),
});
