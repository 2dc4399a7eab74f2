/** An agent: what they can do, whether they are there, and what they work on. */
import * as z from "zod/mini";
import { abilitySchema, unitsSchema } from "./requirement.ts";

export const agentStatuses = ["available", "away", "offline"] as const;
export const agentStatusSchema = z.enum(agentStatuses);
export type AgentStatus = z.infer<typeof agentStatusSchema>;

/** `#` and space are ours, in keys and in roles. */
export const agentIdSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$/, "letters, digits and . _ : @ -, 128 at most"));

/** What an admin says about an agent. */
export const agentProfileSchema = z.object({
  agentId: agentIdSchema,
  /** For screens; never in keys, logs and events. */
  name: z.optional(z.string()),
  kind: z.enum(["human", "bot"]),
  ...abilitySchema.shape,
  /** 60 is one call at a time. */
  capacityUnits: unitsSchema,
  /** The user of Amazon Connect; absent: an agent who works with the staff API alone. */
  connectUserId: z.optional(z.string()),
});
export type AgentProfile = z.infer<typeof agentProfileSchema>;

/** A case on an agent's hands. */
export const workSchema = z.object({
  caseId: z.string(),
  customerId: z.string(),
  /** The fencing token of the reservation: whoever acts on the case must hold it. */
  token: z.int(),
  units: z.int(),
  /** `offered` is a reservation; `accepted` an assignment. */
  state: z.enum(["offered", "accepted"]),
  since: z.string(),
});
export type Work = z.infer<typeof workSchema>;

/** An agent as stored. Times are ISO 8601 UTC with milliseconds. */
export const agentSchema = z.object({
  profile: agentProfileSchema,
  status: agentStatusSchema,
  /** When the status came about, by the clock of whoever said it: older news is ignored. */
  statusAt: z.string(),
  work: z.array(workSchema),
  /** Since when nothing has been given to the agent: who has waited longest for work. */
  idleSince: z.string(),
  /** Cases that the agent did not take, newest last; not offered to them again until then. */
  declined: z.array(z.object({ caseId: z.string(), until: z.string() })),
  /** Offers missed in a row. */
  misses: z.int(),
  /** Counts the saves: the optimistic lock. */
  version: z.int(),
});
export type Agent = z.infer<typeof agentSchema>;
