/** The points ledger: rules that add or subtract by intent and outcome, and the entries they wrote. */
import * as z from "zod/mini";
import { channelSchema } from "./contact-event.ts";

/** Every condition that is given must hold; an entry is written for every rule that holds. */
export const pointRuleSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/, "a name such as bought")),
  kind: z.optional(z.string()),
  intent: z.optional(z.string()),
  outcome: z.optional(z.string()),
  channel: z.optional(channelSchema),
  points: z.int(),
  /** What it counts as, in both languages. */
  label: z.strictObject({ en: z.string(), tr: z.string() }),
});
export type PointRule = z.infer<typeof pointRuleSchema>;

/** What is older counts for nothing, whatever policy it came under. */
export const longestFadingDays = 3650;

export const pointPolicySchema = z.strictObject({
  rules: z
    .array(pointRuleSchema)
    .check(z.refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, "ids of their own")),
  /** Points fade evenly, to nothing after so many days. */
  fadesAfterDays: z.int().check(z.minimum(1), z.maximum(longestFadingDays)),
});
export type PointPolicy = z.infer<typeof pointPolicySchema>;

/** One rule's word on one event, under the policy of the time. Never changed, never counted twice. */
export const pointEntrySchema = z.object({
  eventId: z.string(),
  occurredAt: z.string(),
  ruleId: z.string(),
  policyVersion: z.int(),
  points: z.int(),
  fadesAfterDays: z.int(),
  channel: channelSchema,
  kind: z.string(),
  intent: z.optional(z.string()),
  outcome: z.optional(z.string()),
  label: z.object({ en: z.string(), tr: z.string() }),
});
export type PointEntry = z.infer<typeof pointEntrySchema>;

/** `items[].now` adds up to `balance` exactly. */
export const pointsSchema = z.object({
  customerId: z.string(),
  balance: z.int(),
  asOf: z.string(),
  items: z.array(z.object({ ...pointEntrySchema.shape, now: z.int() })),
});
export type Points = z.infer<typeof pointsSchema>;
