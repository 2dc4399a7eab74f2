/** The customer 360: attributes with source and time, and what is derived from the digest. */
import * as z from "zod/mini";
import { channelSchema } from "./contact-event.ts";
import { attributeValueSchema, citationSchema, digestSchema } from "./digest.ts";

/** The attributes a source may report under `attributes.profile` of a `profile.updated` event. Open list. */
export const profileAttributes = [
  "name",
  "company",
  "alternativeContacts",
  "segment",
  "products",
  "value",
  "stage",
  "preferredChannel",
  "birthday",
  "renewals",
  "alarms",
  "scores",
  "language",
  "timeZone",
] as const;

/** `YYYY-MM-DD`, a date there is. */
export const calendarDateSchema = z.iso.date();

/** One attribute as it is shown: the winning word, and the others where they disagree; the most trusted first. */
export const shownAttributeSchema = z.object({
  ...attributeValueSchema.shape,
  conflicts: z.array(attributeValueSchema),
});
export type ShownAttribute = z.infer<typeof shownAttributeSchema>;

/** How far a person has come with the company (`domain/profile/stage.ts`). */
export const lifeCycleStages = ["visitor", "lead", "customer", "loyal", "lapsed"] as const;
export type LifeCycleStage = (typeof lifeCycleStages)[number];

/** `none` where there are no earlier surveys to compare with. */
export const satisfactionTrends = ["rising", "steady", "falling", "none"] as const;

export const satisfactionSchema = z.object({
  /** Mean of the newest scores, on the scale of 1 to 5, two decimals; absent where nobody answered. */
  score: z.optional(z.number()),
  trend: z.enum(satisfactionTrends),
  /** Newest first. */
  surveys: z.array(z.object({ ...citationSchema.shape, score: z.number() })),
});
export type Satisfaction = z.infer<typeof satisfactionSchema>;

/** A date worth knowing about beforehand. */
export const upcomingSchema = z.object({
  what: z.enum(["birthday", "renewal"]),
  /** What is renewed. */
  label: z.optional(z.string()),
  /** `YYYY-MM-DD`: the day to think of it. */
  on: z.string(),
  inDays: z.int(),
});
export type Upcoming = z.infer<typeof upcomingSchema>;

/** Of what was bought last, and of what was looked at: the traces of a need, each with where it was seen. */
const traceSchema = z.object({
  ...citationSchema.shape,
  kind: z.string(),
  label: z.optional(z.string()),
  value: z.optional(z.number()),
  currency: z.optional(z.string()),
});

const permissionSchema = z.strictObject({
  brand: z.string(),
  purpose: z.string(),
  channel: z.string(),
  state: z.enum(["granted", "denied"]),
});

/** What agents see: everything. */
export const agentProfileSchema = z.object({
  projection: z.literal("agent"),
  customerId: z.string(),
  name: z.optional(z.string()),
  /** Everything any source has reported, by name. */
  attributes: z.record(z.string(), shownAttributeSchema),
  stage: z.enum(lifeCycleStages),
  /** Worth special care, by value or segment. */
  highValue: z.boolean(),
  preferredChannel: z.optional(channelSchema),
  satisfaction: satisfactionSchema,
  /** The next first. */
  upcoming: z.array(upcomingSchema),
  cases: z.object({ open: z.int(), waiting: z.int(), resolved: z.int(), closed: z.int() }),
  points: z.int(),
  consents: z.array(z.object({ ...permissionSchema.shape, at: z.string(), source: z.string() })),
  /** What was lately said, read, bought, sent and promised; each newest first. */
  recent: digestSchema.shape.facts,
});
export type AgentProfile = z.infer<typeof agentProfileSchema>;

/** What the sales force sees: who it is, what they have and look for, when and how to call. */
export const salesProfileSchema = z.object({
  projection: z.literal("sales"),
  customerId: z.string(),
  name: z.optional(z.string()),
  company: z.optional(z.string()),
  segment: z.optional(z.string()),
  stage: z.enum(lifeCycleStages),
  highValue: z.boolean(),
  value: z.optional(z.number()),
  preferredChannel: z.optional(channelSchema),
  /** What was refused, and where. */
  denied: z.array(permissionSchema),
  products: z.array(
    z.object({ id: z.optional(z.string()), name: z.optional(z.string()), state: z.optional(z.string()) }),
  ),
  lastPurchase: z.optional(traceSchema),
  /** Carts, products, prices and pages; newest first. */
  interests: z.array(traceSchema),
  upcoming: z.array(upcomingSchema),
  satisfactionTrend: z.enum(satisfactionTrends),
  /** Open and waiting. */
  openCases: z.int(),
});
export type SalesProfile = z.infer<typeof salesProfileSchema>;

/**
 * What may be shown to the customers themselves: what they told us and what they have; nothing we think of
 * them. Strict at every depth: a field that is not listed here cannot get out.
 */
export const customerProfileSchema = z.strictObject({
  projection: z.literal("customer"),
  name: z.optional(z.string()),
  company: z.optional(z.string()),
  preferredChannel: z.optional(channelSchema),
  birthday: z.optional(calendarDateSchema),
  products: z.array(z.strictObject({ name: z.string(), state: z.optional(z.string()) })),
  renewals: z.array(z.strictObject({ product: z.optional(z.string()), on: calendarDateSchema })),
  consents: z.array(permissionSchema),
  openCases: z.int(),
});
export type CustomerProfile = z.infer<typeof customerProfileSchema>;

export const projections = ["agent", "sales", "customer"] as const;
export type Projection = (typeof projections)[number];
