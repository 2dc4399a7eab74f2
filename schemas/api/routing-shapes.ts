/** What the staff API says about agents, lines and decisions. */
import * as z from "zod/mini";
import { channelSchema } from "../contact-event.ts";
import { agentStatuses, agentStatusSchema } from "../routing/agent.ts";
import { routingWordSchema, skillsSchema, spokenLanguageSchema } from "../routing/requirement.ts";
import { routingStatusSchema } from "../routing/routing.ts";

/** Of the agent's capacity, where 1 is one call at a time: a chat takes a third. */
const capacitySchema = z.number().check(z.minimum(0.1), z.maximum(10));

/** What an admin says about an agent; it takes the place of what was said before. */
export const agentRequestSchema = z
  .strictObject({
    name: z.optional(z.string().check(z.maxLength(200))),
    kind: z._default(z.enum(["human", "bot"]), "human"),
    skills: z._default(skillsSchema, {}),
    languages: z._default(z.array(spokenLanguageSchema).check(z.maxLength(20)), []),
    /**
     * A human must be given some, or none when they have left. A bot has none: it takes what the policy gives it
     * by name, and nothing out of the lines of humans.
     */
    queues: z.optional(z.array(routingWordSchema).check(z.maxLength(50))),
    capacity: z._default(capacitySchema, 1),
    /** The user of Amazon Connect; absent: an agent who works with this API alone. */
    connectUserId: z.optional(
      z.string().check(z.regex(/^[\w-]{1,100}$/, "the id of a user of Amazon Connect")),
    ),
  })
  .check(
    z.refine(({ kind, queues }) => (kind === "bot" ? (queues ?? []).length === 0 : queues !== undefined), {
      error: "a list of queues for a human, empty once they have left; none for a bot",
      path: ["queues"],
    }),
  );
export type AgentRequest = z.infer<typeof agentRequestSchema>;

export const workViewSchema = z.object({
  caseId: z.string(),
  customerId: z.string(),
  /** Accepting, replying and handing on need it. */
  token: z.int(),
  state: z.enum(["offered", "accepted"]),
  since: z.string(),
  capacity: z.number(),
});

export const agentViewSchema = z.object({
  agentId: z.string(),
  name: z.optional(z.string()),
  kind: z.enum(["human", "bot"]),
  skills: skillsSchema,
  languages: z.array(spokenLanguageSchema),
  queues: z.array(routingWordSchema),
  connectUserId: z.optional(z.string()),
  status: agentStatusSchema,
  statusAt: z.string(),
  capacity: z.object({ used: z.number(), maximum: z.number() }),
  work: z.array(workViewSchema),
});
export type AgentView = z.infer<typeof agentViewSchema>;

export const statusRequestSchema = z.strictObject({ status: z.enum(agentStatuses) });

const tokenSchema = z.int().check(z.minimum(1));
export const answerRequestSchema = z.strictObject({ token: tokenSchema });
export const acceptedSchema = z.object({ caseId: z.string(), agentId: z.string(), token: z.int() });

export const handoverRequestSchema = z.strictObject({
  /** Of whoever has the case now; absent while it waits. */
  token: z.optional(tokenSchema),
  note: z.optional(z.string().check(z.maxLength(4000))),
});

/** An agent calls the customer of a case; the number becomes one of the customer's identifiers. */
export const callRequestSchema = z.strictObject({
  /** As the customer wrote it. */
  phone: z.string().check(z.minLength(1), z.maxLength(50)),
  /** Of whoever has the case now; absent while nobody has it. */
  token: z.optional(tokenSchema),
  /** The agent made sure that the number is the customer's. */
  verified: z._default(z.boolean(), false),
  note: z.optional(z.string().check(z.maxLength(4000))),
});
export type CallRequest = z.infer<typeof callRequestSchema>;

/** The call is on its way; `callId` is the event that asked for it. */
export const callSchema = z.object({ callId: z.string(), caseId: z.string(), identifierId: z.string() });

/** Where a case is on its way to an agent. */
export const routingViewSchema = z.object({
  caseId: z.string(),
  leg: z.int(),
  status: routingStatusSchema,
  channel: channelSchema,
  queueId: z.string(),
  /** Which circle of agents is asked. */
  reason: z.string(),
  enqueuedAt: z.string(),
  headStart: z.array(z.object({ reason: z.string(), seconds: z.number() })),
  callback: z.boolean(),
  agentId: z.optional(z.string()),
  token: z.optional(z.int()),
  /** 1 is next; absent unless it waits. Counted up to 200. */
  position: z.optional(z.int()),
  /** Absent unless it waits and somebody could ever serve it; whether they are logged in is not known. */
  estimatedWaitSeconds: z.optional(z.number()),
  ended: z.optional(z.string()),
});
export type RoutingView = z.infer<typeof routingViewSchema>;

export const consultRequestSchema = z.strictObject({
  /** The colleague who is asked. */
  agentId: z.string().check(z.minLength(1), z.maxLength(128)),
  question: z.string().check(z.minLength(1), z.maxLength(4000)),
});
export const consultAnswerSchema = z.strictObject({
  answer: z.string().check(z.minLength(1), z.maxLength(4000)),
});
export const consultSchema = z.object({
  consultId: z.string(),
  caseId: z.string(),
  askedBy: z.string(),
  agentId: z.string(),
  askedAt: z.string(),
});

export const learnedContextSchema = z.object({
  /** `campaign|intent`, `-` for none. */
  context: z.string(),
  /** Mean reward of all agents, from 0 to 1. */
  usual: z.optional(z.number()),
});

export const learnedAgentSchema = z.object({
  agentId: z.string(),
  trials: z.number(),
  /** Mean reward above what is usual here, drawn towards 0 while little is known. */
  advantage: z.number(),
});

export const reconciliationSchema = z.object({
  expected: z.int(),
  seen: z.int(),
  repaired: z.int(),
});
