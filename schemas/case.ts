/** The case: one request of a customer, which keeps its id while it moves between channels, days and agents. */
import * as z from "zod/mini";
import { channelSchema, jsonSchema } from "./contact-event.ts";
import { caseTypeSchema, intentSchema } from "./understanding.ts";

/** `waiting` is: for the customer. `closed` can be reached from every other; it is final. */
export const caseStatuses = ["open", "waiting", "resolved", "closed"] as const;
export const caseStatusSchema = z.enum(caseStatuses);
export type CaseStatus = z.infer<typeof caseStatusSchema>;

/** `since` is absent for owners of before there was routing. */
export const ownerSchema = z.object({ agentId: z.string(), since: z.optional(z.string()) });

/** A fact the customer has given once and is not asked for again. */
export const slotSchema = z.object({ value: jsonSchema, at: z.string(), eventId: z.string() });
export type Slot = z.infer<typeof slotSchema>;

/** How a contact or a case ended; kebab-case, open list: `resolved`, `sold`, `interested-later`, `declined`. */
export const outcomeSchema = intentSchema;

/** A case as it is stored, with the customer whose event opened it. Times are ISO 8601 UTC with milliseconds. */
export const caseSchema = z.object({
  /** `<customerId>-<eventId of the event that opened it>`: whose it is needs no look-up. */
  caseId: z.string(),
  customerId: z.string(),
  /** The identifier whose event opened it: where what staff do with the case is written on the timeline. */
  identifierId: z.string(),
  /** Another case that this one is a part of while both customers are one (a merge joined them). */
  partOf: z.optional(z.string()),
  type: caseTypeSchema,
  intent: z.optional(intentSchema),
  status: caseStatusSchema,
  /** Every change of status, oldest first: what the SLA clocks are computed from. */
  history: z.array(z.object({ at: z.string(), status: caseStatusSchema })),
  channels: z.array(channelSchema),
  owner: z.optional(ownerSchema),
  openedAt: z.string(),
  openedBy: z.string(),
  /** Time of the newest event of the case. */
  lastEventAt: z.string(),
  firstRespondedAt: z.optional(z.string()),
  outcome: z.optional(outcomeSchema),
  threads: z.array(z.string()),
  /** What the request is about: `campaign:spring`, `order:1001`. */
  references: z.array(z.string()),
  slots: z.record(z.string(), slotSchema),
  /** Contacts of Amazon Connect. */
  contactIds: z.array(z.string()),
  /** The channel by which the customer came last, and when. */
  channel: z.optional(channelSchema),
  askedAt: z.optional(z.string()),
  /** When the newest arrival of what the customer asked came in, by our clock: whether anything is unheard. */
  heardAt: z.optional(z.string()),
  /** When the customer last ended a call or a chat. */
  leftAt: z.optional(z.string()),
  /** When the customer, or the bot, last asked for a human. */
  humanWantedAt: z.optional(z.string()),
  /** When the customer last asked to be called back. */
  callbackAt: z.optional(z.string()),
  /** Sentiment of the newest inbound messages, oldest first. */
  sentiments: z.array(z.object({ at: z.string(), eventId: z.string(), score: z.number() })),
  /** Counts the saves: the optimistic lock. */
  version: z.int(),
});
export type Case = z.infer<typeof caseSchema>;
