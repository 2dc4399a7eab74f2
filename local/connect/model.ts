/** What local Connect remembers: contacts and agents, as they are stored. Times are milliseconds since 1970. */
import * as z from "zod";
import { channels } from "./instance.ts";

const time = z.number();
const text = z.record(z.string(), z.string());
const endpoint = z.object({ Address: z.string(), Type: z.string() });

const attributeCondition = z.object({ name: z.string(), value: z.string(), level: z.number() });
const stepProgress = z.object({
  expirySeconds: z.number().optional(),
  status: z.enum(["INACTIVE", "ACTIVE", "EXPIRED", "JOINED"]),
  expiresAt: time.optional(),
});
/** Prefers these agents, or those with all these attributes, for a while; see "RoutingCriteria" in the API reference. */
const routingStep = z.union([
  stepProgress.extend({ agentIds: z.array(z.string()) }),
  stepProgress.extend({ attributes: z.array(attributeCondition) }),
]);
export type RoutingStep = z.infer<typeof routingStep>;
const routing = z.object({ index: z.number(), activatedAt: time.optional(), steps: z.array(routingStep) });
export type Routing = z.infer<typeof routing>;

/** Where a flow stands for a contact. It goes on by itself unless it waits for something. */
const position = z.object({
  flowId: z.string(),
  actionId: z.string(),
  external: z.record(z.string(), z.string()),
  waitingFor: z.enum(["input", "interruption", "function"]).optional(),
  until: time.optional(),
});
export type Position = z.infer<typeof position>;

/**
 * | state | means |
 * |---|---|
 * | `FLOW` | a flow has it, and nobody else |
 * | `QUEUED` | waits in a queue; a customer queue flow may entertain it |
 * | `OFFERED` | rings at an agent, and is still in its queue |
 * | `CONNECTED` | an agent has it |
 * | `DISCONNECTED` | over, and its agent still works after it |
 * | `COMPLETED` | over |
 */
export const contactSchema = z.object({
  contactId: z.string(),
  initialContactId: z.string().optional(),
  previousContactId: z.string().optional(),
  relatedContactId: z.string().optional(),
  channel: z.enum(channels),
  initiationMethod: z.enum(["INBOUND", "API", "CALLBACK"]),
  state: z.enum(["FLOW", "QUEUED", "OFFERED", "CONNECTED", "DISCONNECTED", "COMPLETED"]),
  name: z.string().optional(),
  description: z.string().optional(),
  references: z.record(z.string(), z.unknown()).optional(),
  attributes: text,
  segmentAttributes: z.record(z.string(), z.unknown()).optional(),
  customerId: z.string().optional(),
  customerEndpoint: endpoint.optional(),
  systemEndpoint: endpoint.optional(),
  callbackNumber: z.string().optional(),
  targetQueueId: z.string().optional(),
  queueId: z.string().optional(),
  enqueuedAt: time.optional(),
  dequeuedAt: time.optional(),
  /** Lower is first. */
  priority: z.number(),
  /** Added to its time in the queue. */
  adjustmentSeconds: z.number(),
  routing: routing.optional(),
  /** Times it was offered to somebody. */
  attempts: z.number(),
  /** Whom it was offered to, is with, or was with. */
  agentId: z.string().optional(),
  ringsUntil: time.optional(),
  /** Nothing happens before: a scheduled task, a callback that is to wait. */
  startsAt: time.optional(),
  flow: position.optional(),
  /** Flows to run later, by the event they wait for: `CustomerQueue`, `CustomerRemaining`. */
  hooks: text,
  /** What the customer heard or read from flows, newest last. */
  heard: z.array(z.string()),
  initiatedAt: time,
  connectedToSystemAt: time.optional(),
  connectedToAgentAt: time.optional(),
  disconnectedAt: time.optional(),
  disconnectReason: z.string().optional(),
  afterWorkStartedAt: time.optional(),
  afterWorkEndedAt: time.optional(),
  updatedAt: time,
});
export type Contact = z.infer<typeof contactSchema>;

/** A contact as its agent sees it; a missed one stays in view until it is cleared. */
const agentContact = z.object({
  contactId: z.string(),
  initialContactId: z.string().optional(),
  channel: z.enum(channels),
  initiationMethod: z.string(),
  state: z.enum(["INCOMING", "CONNECTING", "CONNECTED", "MISSED", "REJECTED", "ENDED"]),
  since: time,
  /** Counts the contact's offers: tells one ringing from the next. */
  attempt: z.number(),
  connectedAt: time.optional(),
  queueId: z.string().optional(),
  enqueuedAt: time.optional(),
});
export type AgentContact = z.infer<typeof agentContact>;

export const agentSchema = z.object({
  userId: z.string(),
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  routingProfileId: z.string(),
  loggedIn: z.boolean(),
  statusId: z.string(),
  statusSince: time,
  /** Taken when the last contact is gone. */
  nextStatusId: z.string().optional(),
  nextStatusSince: time.optional(),
  /** Since when without a contact: the longest idle is offered first. */
  idleSince: time,
  contacts: z.array(agentContact),
  /** When the next heartbeat is due; absent when none is. */
  heartbeatAt: time.optional(),
  loggedOutAt: time.optional(),
});
export type Agent = z.infer<typeof agentSchema>;
