/** Where a case is on its way to an agent. It holds ids and facts only; no personal data. */
import * as z from "zod/mini";
import { channelSchema } from "../contact-event.ts";
import { requirementSchema } from "./requirement.ts";

/**
 * `waiting`: in line. `offered`: an agent's capacity is reserved until they answer. `assigned`: accepted.
 * `ended`: no agent is wanted (any more).
 */
export const routingStatuses = ["waiting", "offered", "assigned", "ended"] as const;
export const routingStatusSchema = z.enum(routingStatuses);
export type RoutingStatus = z.infer<typeof routingStatusSchema>;

/** What routing goes by; each fact is a feature of the decision. */
export const routingFactsSchema = z.object({
  channel: channelSchema,
  /** Of the agent's capacity, 60 to the call. */
  units: z.int(),
  /** `campaign|intent`, `-` for none: what success is learned by. */
  context: z.string(),
  /** Whether marketing told us which campaign or offer brought the customer. */
  campaignKnown: z.boolean(),
  highValue: z.boolean(),
  /** The same customer came about the same thing a short time ago. */
  repeat: z.boolean(),
  /** Whoever served the customer last, where that still counts. */
  lastAgentId: z.optional(z.string()),
  /** The rules of the policy that applied, by their ids. */
  rules: z.array(z.string()),
});
export type RoutingFacts = z.infer<typeof routingFactsSchema>;

/** One circle of agents after the other: who may take the case from when on. */
export const stepSchema = z.object({
  /** Seconds in line before this circle is asked. The first has 0. */
  afterSeconds: z.int(),
  requirement: requirementSchema,
  /** Why the circle is another one: `held-for-last-agent`, `exact`, `lower-skills`, `any-language`, `overflow`. */
  reason: z.string(),
});
export type Step = z.infer<typeof stepSchema>;

export const answers = [
  "declined",
  "missed",
  "agent-left",
  "customer-left",
  "resolved",
  "channel-changed",
  "human-wanted",
  "lease-expired",
] as const;

export const reservationSchema = z.object({
  agentId: z.string(),
  /** Rises with every reservation of the case. */
  token: z.int(),
  since: z.string(),
  /** When the offer counts as lost; absent once it is accepted. */
  leaseUntil: z.optional(z.string()),
  /** Where Amazon Connect executes the offer. */
  contactId: z.optional(z.string()),
});
export type Reservation = z.infer<typeof reservationSchema>;

export const routingSchema = z.object({
  caseId: z.string(),
  customerId: z.string(),
  /** Counts the workflow's executions for the case, from 1. */
  leg: z.int(),
  status: routingStatusSchema,
  facts: routingFactsSchema,
  steps: z.array(stepSchema),
  /** Index into `steps`: the circle that is asked now. */
  step: z.int(),
  /** When the case came into line; it keeps its place through declines and channels. */
  enqueuedAt: z.string(),
  /** Seconds of head start, each with its reason; bounded by the policy. */
  headStart: z.array(z.object({ reason: z.string(), seconds: z.number() })),
  /** `enqueuedAt` less the head start: smaller is served first. ISO 8601. */
  rank: z.string(),
  /** The token of the newest reservation; 0 before the first. */
  token: z.int(),
  reservation: z.optional(reservationSchema),
  /** Where the workflow waits; absent while it is between two states. */
  taskToken: z.optional(z.string()),
  /** Agents are to call the customer. */
  callback: z.boolean(),
  /** The newest contact of Amazon Connect. */
  contactId: z.optional(z.string()),
  /** `heardAt` is the case's at that time: what comes later has been heard by nobody. */
  ended: z.optional(
    z.object({
      at: z.string(),
      how: z.string(),
      heardAt: z.optional(z.string()),
      /** Who had it on their hands. */
      agentId: z.optional(z.string()),
    }),
  ),
  /** Counts the saves: the optimistic lock. */
  version: z.int(),
});
export type Routing = z.infer<typeof routingSchema>;
