/** What the staff API answers with. The OpenAPI document and the panel's types derive from these. */
import * as z from "zod/mini";
import { caseStatusSchema, outcomeSchema, ownerSchema, slotSchema } from "../case.ts";
import {
  channelSchema,
  contactEventSchema,
  identifierKindSchema,
  identifierSchema,
  jsonSchema,
  levelSchema,
  verificationSchema,
} from "../contact-event.ts";
import { mediaSchema } from "../media.ts";
import { sendStateSchema } from "../send-state.ts";
import { slaSchema } from "../sla.ts";
import { caseTypeSchema, intentSchema, understandingSchema } from "../understanding.ts";

export const resolvedSchema = z.object({ customerId: z.string() });

export const customerSchema = z.object({
  customerId: z.string(),
  name: z.optional(z.string()),
  createdAt: z.string(),
});
export type Customer = z.infer<typeof customerSchema>;

/** `value` of a national id is masked: it is kept as a keyed hash only. */
export const customerIdentifierSchema = z.object({
  identifierId: z.string(),
  kind: identifierKindSchema,
  value: z.string(),
  level: levelSchema,
  /** How a verified one was verified. */
  verifiedBy: z.optional(verificationSchema),
  linkedAt: z.string(),
  /** When another identifier took its place: its history stays, nobody is reached by it. */
  retiredAt: z.optional(z.string()),
});
export type CustomerIdentifier = z.infer<typeof customerIdentifierSchema>;

/** A contact event on a timeline, with what was made of it; `caseId` is the case it belongs to. */
export const timelineItemSchema = z.object({
  ...contactEventSchema.shape,
  understanding: z.optional(understandingSchema),
  /** What became of its attachments, those that were fetched so far. */
  media: z.optional(z.array(mediaSchema)),
  /** Of a message of ours: where it stands, and why; `status` is what its provider reports. */
  sending: z.optional(z.object({ state: sendStateSchema, code: z.optional(z.string()) })),
});
export type TimelineItem = z.infer<typeof timelineItemSchema>;

/** Who or what brought two customers together. */
export const mergedBySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("agent"), agentId: z.string() }),
  z.object({ kind: z.literal("rule"), rule: z.enum(["shared-identifier", "rotated-identifier"]) }),
]);
export type MergedBy = z.infer<typeof mergedBySchema>;

/**
 * Why two customers might be one without being merged by rule: somebody `claimed` an identifier that the other
 * has proven; the merge would give one person too many identifiers of a kind (`cardinality`); one of them had given
 * up what they have in common (`changed-hands`); they were taken apart by hand (`kept-apart`); or rules may not merge
 * (`rule-off`).
 */
export const suggestionReasonSchema = z.enum([
  "claimed",
  "cardinality",
  "changed-hands",
  "kept-apart",
  "rule-off",
]);
export type SuggestionReason = z.infer<typeof suggestionReasonSchema>;

/** An edge between two customers: what makes them one until it is taken away. `customerId` survives. */
export const mergeSchema = z.object({
  mergeId: z.string(),
  customerId: z.string(),
  mergedCustomerId: z.string(),
  /** What the merged customer would be called alone. */
  mergedName: z.optional(z.string()),
  mergedAt: z.string(),
  by: mergedBySchema,
  /** In the words of the agent who merged. */
  reason: z.optional(z.string()),
  /** Why it had been suggested, where an agent accepted a suggestion. */
  suggested: z.optional(suggestionReasonSchema),
  /** The contact event, its time, and the identifiers the rule went by. */
  evidence: z.optional(
    z.object({ eventId: z.string(), at: z.optional(z.string()), identifierIds: z.array(z.string()) }),
  ),
});
export type Merge = z.infer<typeof mergeSchema>;

const reasonSchema = z.string().check(z.minLength(1), z.maxLength(500));

export const mergeRequestSchema = z.strictObject({
  /** The other customer: it becomes part of the one in the path. */
  customerId: z.string().check(z.minLength(1), z.maxLength(64)),
  reason: reasonSchema,
});
export const mergedSchema = z.object({ mergeId: z.string(), customerId: z.string() });

const suggestedCustomerSchema = z.object({
  customerId: z.string(),
  name: z.optional(z.string()),
  createdAt: z.string(),
  identifiers: z.array(z.object({ kind: identifierKindSchema, value: z.string(), level: levelSchema })),
});

/** Two customers that may be one person. Both are shown by name and identifiers only: never by history. */
export const mergeSuggestionSchema = z.object({
  suggestionId: z.string(),
  reason: suggestionReasonSchema,
  /** Kinds of the identifiers that point from one to the other. */
  kinds: z.array(identifierKindSchema),
  suggestedAt: z.string(),
  customers: z.array(suggestedCustomerSchema),
});
export type MergeSuggestion = z.infer<typeof mergeSuggestionSchema>;

export const suggestionDecisionSchema = z.discriminatedUnion("decision", [
  /** `customerId` survives; it is one of the two. */
  z.strictObject({ decision: z.literal("accept"), customerId: z.string() }),
  z.strictObject({ decision: z.literal("dismiss") }),
]);
export type SuggestionDecision = z.infer<typeof suggestionDecisionSchema>;
export const suggestionDecidedSchema = z.object({
  suggestionId: z.string(),
  decision: z.enum(["accept", "dismiss"]),
  mergeId: z.optional(z.string()),
});

/** An identifier an agent adds: `verified` when the agent has proven that the person owns it. */
export const addIdentifierSchema = z.strictObject(identifierSchema.shape);

/** A case as staff see it: of the customer who is one person today, with all its parts. */
export const caseViewSchema = z.object({
  caseId: z.string(),
  customerId: z.string(),
  /** Ids of the cases that a merge of customers made parts of this one; they answer as this one. */
  parts: z.array(z.string()),
  type: caseTypeSchema,
  intent: z.optional(intentSchema),
  status: caseStatusSchema,
  channels: z.array(channelSchema),
  owner: z.optional(ownerSchema),
  openedAt: z.string(),
  lastEventAt: z.string(),
  firstRespondedAt: z.optional(z.string()),
  outcome: z.optional(outcomeSchema),
  sla: slaSchema,
  slots: z.record(z.string(), slotSchema),
  /** Slots the intent needs that nobody has given yet. */
  toAsk: z.array(z.string()),
  contactIds: z.array(z.string()),
  sentiment: z.object({
    newest: z.optional(z.number()),
    trend: z.enum(["rising", "steady", "falling", "none"]),
  }),
});
export type CaseView = z.infer<typeof caseViewSchema>;

const noteSchema = z.optional(z.string().check(z.maxLength(4000)));

export const caseStatusRequestSchema = z.strictObject({ status: caseStatusSchema, note: noteSchema });
export const transferRequestSchema = z.strictObject({
  /** Who owns the case from now on. */
  agentId: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Of the reservation by which the caller has the case; absent while nobody has it. */
  token: z.optional(z.int().check(z.minimum(1))),
  note: noteSchema,
});
export const slotsRequestSchema = z.strictObject({ slots: z.record(z.string(), jsonSchema) });
export const wrapUpRequestSchema = z.strictObject({
  outcome: outcomeSchema,
  status: z._default(z.enum(["waiting", "resolved", "closed"]), "resolved"),
  note: noteSchema,
});

/** A policy in force, with its version; `version` 0 is the one that ships. */
export const policyInForceSchema = z.object({
  name: z.string(),
  version: z.int(),
  savedAt: z.optional(z.string()),
  policy: z.record(z.string(), jsonSchema),
});

/** A contact event with the customer it belongs to: an item of the live list, pushed and read alike. */
export const liveContactSchema = z.object({
  customerId: z.string(),
  customerName: z.optional(z.string()),
  event: timelineItemSchema,
});
export type LiveContact = z.infer<typeof liveContactSchema>;

/** What the live WebSocket sends: one message per contact event, and one per other change of a customer. */
export const liveMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ContactReceived"), ...liveContactSchema.shape }),
  z.object({ type: z.literal("CustomerChanged"), customerId: z.string() }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;

/** Where to open the WebSocket: `url` holds a ticket that is good for one minute. */
export const liveAddressSchema = z.object({ url: z.string(), expiresAt: z.string() });
export type LiveAddress = z.infer<typeof liveAddressSchema>;

/** What the panel must know before anybody has signed in. */
export const panelConfigSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  stage: z.string(),
});
export type PanelConfig = z.infer<typeof panelConfigSchema>;

export const healthSchema = z.object({ status: z.literal("ok") });

export const statusSchema = z.object({
  status: z.enum(["operational", "degraded"]),
  checkedAt: z.string(),
  components: z.array(z.object({ name: z.string(), status: z.enum(["operational", "degraded"]) })),
});

/** RFC 9457 problem details. `errors[].pointer` is a JSON pointer into the body or names the parameter. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});
export type Problem = z.infer<typeof problemSchema>;

/** A page of a list; `nextCursor` is absent on the last one. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.optional(z.string()) });
