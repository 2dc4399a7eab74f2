/** A send: one message of ours on its way to one recipient, from acceptance to the provider's last word. */
import * as z from "zod/mini";
import { channelSchema, jsonSchema } from "./contact-event.ts";
import { sendStateSchema } from "./send-state.ts";

/** What a message is for: what consent is asked for, and what it may rely on. */
export const purposeSchema = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, "a lower-case name such as service or marketing"));

export const templateSchema = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(512)),
  language: z
    .string()
    .check(z.regex(/^[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?$/, "a language such as tr or en_US")),
  parameters: z._default(z.array(z.string().check(z.maxLength(1024))).check(z.maxLength(50)), []),
});

/** Which consent or legal basis a send relies on; written when it is handed over. */
export const receiptSchema = z.object({
  brand: z.string(),
  channel: channelSchema,
  purpose: z.string(),
  /** `consent`, `contract`, `legitimate-interest`, `legal-obligation`, `request`. */
  legalBasis: z.string(),
  /** The ledger's entry, or the contact event, that gives it. */
  evidence: z.optional(z.string()),
  checkedAt: z.string(),
  policyVersion: z.number(),
  /** How many entries of the ledger it was decided by. */
  ledgerVersion: z.number(),
});
export type Receipt = z.infer<typeof receiptSchema>;

const lastInboundSchema = z.object({ at: z.string(), eventId: z.string(), isStopWord: z.boolean() });

/** What does not change on the way. */
export const sendRequestSchema = z.object({
  sendId: z.string(),
  customerId: z.string(),
  /** The recipient, and where the event is on the timeline. */
  identifierId: z.string(),
  occurredAt: z.string(),
  caseId: z.optional(z.string()),
  agentId: z.string(),
  channel: channelSchema,
  provider: z.string(),
  endpointId: z.string(),
  brand: z.string(),
  to: z.string(),
  text: z.string(),
  subject: z.optional(z.string()),
  template: z.optional(templateSchema),
  mediaUrls: z.optional(z.array(z.string())),
  asHumanAgent: z.optional(z.boolean()),
  answers: z.optional(
    z.object({
      providerMessageId: z.optional(z.string()),
      thread: z.optional(z.string()),
      attributes: z.optional(z.record(z.string(), jsonSchema)),
    }),
  ),
  purpose: purposeSchema,
  /** Names why we write: two sends of one reason in a short time are one too many. */
  reason: z.optional(z.string()),
  /** Every identifier whose consents count: the recipient's, claimed and verified. */
  ledgerIds: z.array(z.string()),
  /** When the recipient's address was theirs, where that is not always: what others granted is not theirs. */
  tenures: z.optional(
    z.array(z.object({ since: z.optional(z.string()), retiredAt: z.optional(z.string()) })),
  ),
  /** The customer's last message there, when the send was accepted: what the provider's window counts from. */
  lastInbound: z.optional(lastInboundSchema),
  /** Their last message on the channel, to whatever account of the brand: the request that an answer relies on. */
  lastAsked: z.optional(lastInboundSchema),
  /** What says where the customer may be, for quiet hours: the profile's zone, a phone number. */
  timeZone: z.optional(z.string()),
  phone: z.optional(z.string()),
});
export type SendRequest = z.infer<typeof sendRequestSchema>;

/** A send as it is kept. */
export const sendSchema = z.object({
  request: sendRequestSchema,
  state: sendStateSchema,
  /** Tries to hand it over. */
  attempts: z.int(),
  /** Milliseconds since 1970: whoever hands it over has so long; 0 while nobody does. */
  claimUntil: z.int(),
  /** Not tried before: milliseconds since 1970. */
  notBefore: z.int(),
  /** The provider's word, or ours, on why it is refused, suppressed, uncertain, or tried again. */
  code: z.optional(z.string()),
  reason: z.optional(z.string()),
  providerMessageId: z.optional(z.string()),
  receipt: z.optional(receiptSchema),
});
export type Send = z.infer<typeof sendSchema>;
