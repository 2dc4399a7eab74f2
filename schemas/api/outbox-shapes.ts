/** What the staff API about messages of ours takes and answers. */
import * as z from "zod/mini";
import { channelSchema, messageStatusSchema } from "../contact-event.ts";
import { purposeSchema, receiptSchema, templateSchema } from "../send.ts";
import { sendStateSchema } from "../send-state.ts";

/** Chosen by the caller, so that a request that is sent again is the same message. */
const ulidSchema = z.string().check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "a ULID"));

/** Where whoever sends the message may fetch the file: a host by its name, and no credentials that would be passed on. */
const isAnybodys = (url: string) => {
  const { username = "", password = "", hostname = "" } = URL.parse(url) ?? {};
  return username === "" && password === "" && /\.[a-z][a-z0-9-]*$/.test(hostname);
};
const mediaUrlSchema = z
  .url({ protocol: /^https$/, error: "an https URL" })
  .check(z.maxLength(2048), z.refine(isAnybodys, "a public URL: a host by its name, without a user name"));

const draft = {
  text: z.string().check(z.maxLength(50_000)),
  /** By default the channel by which the customer came last. */
  channel: z.optional(channelSchema),
  subject: z.optional(z.string().check(z.maxLength(512))),
  /** Approved by the provider: what may be sent outside of its window. */
  template: z.optional(templateSchema),
  /** Files that go along: each provider has its own way (`docs/outbox.md`). */
  mediaUrls: z.optional(z.array(mediaUrlSchema).check(z.maxLength(10, "at most 10 files"))),
};

interface Said {
  readonly text: string;
  readonly template?: unknown;
  readonly mediaUrls?: readonly string[] | undefined;
}
/** A message without a text is a template, or has files. */
const saysSomething = z.refine<Said>(
  ({ text, template, mediaUrls = [] }) =>
    text.trim() !== "" || template !== undefined || mediaUrls.length > 0,
  { path: ["text"], error: "a text, a template or files" },
);

export const replyRequestSchema = z
  .strictObject({
    ...draft,
    replyId: z.optional(ulidSchema),
    /** Of the reservation by which the agent has the case. */
    token: z.optional(z.int()),
    /** Use the provider's longer window for answers of human agents. */
    asHumanAgent: z.optional(z.boolean()),
  })
  .check(saysSomething);

export const messageRequestSchema = z
  .strictObject({
    ...draft,
    messageId: z.optional(ulidSchema),
    purpose: purposeSchema,
    /** Why we write: `renewal-2026`. The same reason is not written about twice in a short time. */
    reason: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
  })
  .check(saysSomething);

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
