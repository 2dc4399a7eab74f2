/** The parts of Amazon SES's sending events that we interpret (SES Developer Guide, "Contents of event data"). */
import * as z from "zod/mini";
import { instantSchema } from "../../schemas/contact-event.ts";

const text = z.optional(z.string());
const address = z.string().check(z.minLength(1), z.maxLength(512));
const at = z.optional(instantSchema);

export const mailEventSchema = z.object({
  eventType: text,
  /** The name it has where an identity reports without a configuration set. */
  notificationType: text,
  mail: z.object({
    timestamp: instantSchema,
    messageId: z.string().check(z.minLength(1), z.maxLength(512)),
    source: text,
    destination: z._default(z.array(address), []),
    tags: z._default(z.record(z.string(), z.array(z.string())), {}),
    commonHeaders: z.optional(z.object({ subject: text })),
  }),
  delivery: z.optional(z.object({ timestamp: at, recipients: z.optional(z.array(address)) })),
  open: z.optional(z.object({ timestamp: at, userAgent: text })),
  click: z.optional(z.object({ timestamp: at, userAgent: text, link: text })),
  bounce: z.optional(
    z.object({
      timestamp: at,
      bounceType: text,
      bounceSubType: text,
      bouncedRecipients: z.array(z.object({ emailAddress: address, status: text, diagnosticCode: text })),
    }),
  ),
  complaint: z.optional(
    z.object({
      timestamp: at,
      complaintFeedbackType: z.nullish(z.string()),
      complainedRecipients: z.array(z.object({ emailAddress: address })),
    }),
  ),
  reject: z.optional(z.object({ reason: text })),
  failure: z.optional(z.object({ errorMessage: text, templateName: text })),
  deliveryDelay: z.optional(
    z.object({
      timestamp: at,
      delayType: text,
      delayedRecipients: z.array(z.object({ emailAddress: address, status: text, diagnosticCode: text })),
    }),
  ),
  subscription: z.optional(
    z.object({
      timestamp: at,
      contactList: text,
      newTopicPreferences: z.optional(
        z.object({
          unsubscribeAll: z.optional(z.boolean()),
          topicSubscriptionStatus: z.optional(z.array(z.object({ subscriptionStatus: text }))),
        }),
      ),
    }),
  ),
});
export type MailEvent = z.infer<typeof mailEventSchema>;
