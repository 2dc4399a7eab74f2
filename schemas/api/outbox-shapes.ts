/** What the staff API about messages of ours takes and answers. */
import * as z from "zod/mini";
import { channelSchema, messageStatusSchema } from "../contact-event.ts";
import { purposeSchema, receiptSchema, templateSchema } from "../send.ts";
import { sendStateSchema } from "../send-state.ts";

/** Chosen by the caller, so that a request that is sent again is the same message. */
const ulidSchema = z.string().check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "a ULID"));

const draft = {
  text: z.string().check(z.maxLength(50_000)),
  /** By default the channel by which the customer came last. */
  channel: z.optional(channelSchema),
  subject: z.optional(z.string().check(z.maxLength(512))),
  /** Approved by the provider: what may be sent outside of its window. */
  template: z.optional(templateSchema),
  mediaUrls: z.optional(
    z.array(z.url({ protocol: /^https$/ }).check(z.maxLength(2048))).check(z.maxLength(10)),
  ),
};

export const replyRequestSchema = z.strictObject({
  ...draft,
  replyId: z.optional(ulidSchema),
  /** Of the reservation by which the agent has the case. */
  token: z.optional(z.int()),
  /** Use the provider's longer window for answers of human agents. */
  asHumanAgent: z.optional(z.boolean()),
});

export const messageRequestSchema = z.strictObject({
  ...draft,
  messageId: z.optional(ulidSchema),
  purpose: purposeSchema,
  /** Why we write: `renewal-2026`. The same reason is not written about twice in a short time. */
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
});

export const sendViewSchema = z.object({
  sendId: z.string(),
  caseId: z.optional(z.string()),
  customerId: z.string(),
  agentId: z.string(),
  channel: channelSchema,
  provider: z.string(),
  endpointId: z.string(),
  purpose: z.string(),
  createdAt: z.string(),
  state: sendStateSchema,
  /** How far it is, by the provider's reports. */
  status: messageStatusSchema,
  attempts: z.int(),
  /** Why it is refused, suppressed, or not yet sent. */
  reason: z.optional(z.string()),
  code: z.optional(z.string()),
  providerMessageId: z.optional(z.string()),
  receipt: z.optional(receiptSchema),
});
export type SendView = z.infer<typeof sendViewSchema>;

/** What an agent knows of a message that nobody knows of: it arrived, it should go again, or it should not. */
export const sendDecisionSchema = z.strictObject({ decision: z.enum(["sent", "resend", "give-up"]) });
export type SendDecision = z.infer<typeof sendDecisionSchema>["decision"];

/** A file that came with a message, readable by whoever has the link until it expires. */
export const mediaLinkSchema = z.object({
  url: z.string(),
  expiresAt: z.string(),
  /** What its bytes are, whatever the sender called it. */
  contentType: z.string(),
  bytes: z.int(),
  /** As the sender called it. */
  name: z.optional(z.string()),
});
