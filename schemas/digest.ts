/**
 * The digest: what a customer has lately said, read, bought and answered, folded from contact events.
 * Bounded, and the same whatever order the events came in. Everything a brief or a profile needs of the
 * timeline without reading it.
 */
import * as z from "zod/mini";
import { channelSchema, directionSchema, jsonSchema, levelSchema } from "./contact-event.ts";
import { understandingSchema } from "./understanding.ts";

/** Where on the timeline a fact stands: what a brief's line cites. */
export const citationSchema = z.object({
  eventId: z.string(),
  occurredAt: z.string(),
  /** Absent where only the event's id and time are kept: a slot, a consent, an attribute of the profile. */
  channel: z.optional(channelSchema),
});
export type Citation = z.infer<typeof citationSchema>;

export const factSchema = z.object({
  ...citationSchema.shape,
  channel: channelSchema,
  direction: directionSchema,
  /** The contact event's kind. */
  kind: z.string(),
  /** What it was about in the sender's words, shortened: the gist of a message, an article's title, a branch. */
  label: z.optional(z.string()),
  /** The thing's own id where the sender gives one: article, product, order, campaign, promise. */
  reference: z.optional(z.string()),
  /** The campaign it belongs to, whatever it is. */
  campaign: z.optional(z.string()),
  /** A survey's score on the scale of 1 to 5; an amount, where there is a `currency`; else a number of items. */
  value: z.optional(z.number()),
  /** ISO 4217, beside an amount. */
  currency: z.optional(z.string()),
  /** Until when: a promise, an offer. */
  dueAt: z.optional(z.string()),
  caseId: z.optional(z.string()),
  understanding: z.optional(understandingSchema),
});
export type Fact = z.infer<typeof factSchema>;

/** The groups of facts; each keeps its newest few (`domain/digest/groups.ts`). */
export const factGroups = [
  "contacts",
  "articles",
  "pages",
  "carts",
  "purchases",
  "surveys",
  "campaigns",
  "offers",
  "promises",
  "outcomes",
] as const;
export type FactGroup = (typeof factGroups)[number];

/** One source's newest word on one attribute of the profile; what it proved and what it merely heard are two words. */
export const attributeValueSchema = z.object({
  value: jsonSchema,
  source: z.string(),
  at: z.string(),
  level: levelSchema,
  eventId: z.string(),
});
export type AttributeValue = z.infer<typeof attributeValueSchema>;

const facts = z.array(factSchema);

export const digestSchema = z.object({
  /** Each newest first. */
  facts: z.object({
    contacts: facts,
    articles: facts,
    pages: facts,
    carts: facts,
    purchases: facts,
    surveys: facts,
    campaigns: facts,
    offers: facts,
    promises: facts,
    outcomes: facts,
  }),
  /** By attribute, then by `level:source`. */
  profile: z.record(z.string(), z.record(z.string(), attributeValueSchema)),
});
export type Digest = z.infer<typeof digestSchema>;
