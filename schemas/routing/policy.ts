/** The routing policy: who may take what, who comes first, and how much is learned. */
import * as z from "zod/mini";
import { calendarSchema } from "../calendar.ts";
import { outcomeSchema } from "../case.ts";
import { channelSchema, jsonSchema } from "../contact-event.ts";
import { caseTypeSchema, intentSchema } from "../understanding.ts";
import { routingWordSchema, skillsSchema, spokenLanguageSchema, unitsSchema } from "./requirement.ts";

const seconds = z.int().check(z.minimum(0), z.maximum(30 * 24 * 60 * 60));
const days = z.int().check(z.minimum(0), z.maximum(365));
const share = z.number().check(z.minimum(0), z.maximum(1));

const queueSchema = z.strictObject({
  queueId: routingWordSchema,
  name: z.strictObject({ tr: z.string(), en: z.string() }),
  /** What every case of the queue asks for. */
  skills: z._default(skillsSchema, {}),
  /** When its agents work; absent: always. Intake never closes. */
  calendar: z.optional(calendarSchema),
  headStartSeconds: z._default(seconds, 0),
  /** Another queue whose agents help after so long in line. */
  overflow: z.optional(z.strictObject({ queueId: routingWordSchema, afterSeconds: seconds })),
});
export type QueuePolicy = z.infer<typeof queueSchema>;

/** All that is given must hold. */
const conditionSchema = z.strictObject({
  channels: z.optional(z.array(channelSchema)),
  campaigns: z.optional(z.array(z.string())),
  intents: z.optional(z.array(intentSchema)),
  types: z.optional(z.array(caseTypeSchema)),
  languages: z.optional(z.array(spokenLanguageSchema)),
  segments: z.optional(z.array(z.string())),
  /** Attributes of the profile that the CRM gave: equal to one of these. */
  attributes: z.optional(z.record(z.string(), z.array(jsonSchema))),
  highValue: z.optional(z.boolean()),
  repeat: z.optional(z.boolean()),
});
export type RoutingCondition = z.infer<typeof conditionSchema>;

const ruleSchema = z.strictObject({
  ruleId: routingWordSchema,
  when: conditionSchema,
  /** The first rule that names a queue decides it. */
  queueId: z.optional(routingWordSchema),
  /** The skills of all rules that hold add up; the highest level counts. */
  skills: z._default(skillsSchema, {}),
});
export type RoutingRule = z.infer<typeof ruleSchema>;

const relaxationSchema = z.strictObject({
  afterSeconds: seconds,
  /** How many levels less of every skill will do. */
  lowerSkillsBy: z._default(z.int().check(z.minimum(0), z.maximum(4)), 0),
  anyLanguage: z._default(z.boolean(), false),
});

const weight = z.number().check(z.minimum(0), z.maximum(1000));

const learningSchema = z.strictObject({
  /** The off switch: the longest idle agent takes the case. */
  enabled: z.boolean(),
  /** Of the cases, how many are decided by what was learned; the others are the control group. */
  share,
  halfLifeDays: z.int().check(z.minimum(1), z.maximum(365)),
  /** So many outcomes of an agent weigh as much as the assumption that all are the same. */
  priorTrials: z.number().check(z.minimum(0.1), z.maximum(1000)),
  /** How far the chance of little known agents is drawn towards trying them; 0 never tries. */
  exploration: share,
  /** What each outcome is worth; others are not counted. */
  rewards: z.record(outcomeSchema, share),
});
export type LearningPolicy = z.infer<typeof learningSchema>;

export const routingPolicySchema = z.strictObject({
  /** Of an agent's 60 units; a channel that is left out takes all 60. */
  unitsByChannel: z.partialRecord(channelSchema, unitsSchema),
  queues: z.array(queueSchema).check(z.minLength(1)),
  /** Where cases go that no rule names a queue for. */
  defaultQueueId: routingWordSchema,
  rules: z.array(ruleSchema),
  /** Wider circles of agents, asked one after the other when nobody fits. */
  relaxation: z.array(relaxationSchema).check(z.maxLength(5)),
  stickiness: z.strictObject({
    /** Whoever served the customer within so many days is asked first; 0 switches it off. */
    withinDays: days,
    /** So long a case is held for them while they are busy. */
    holdSeconds: seconds,
  }),
  priority: z.strictObject({
    highValueSeconds: seconds,
    repeatSeconds: seconds,
    callbackSeconds: seconds,
    /** No case is ahead of another by more than this, whatever its reasons: so nobody starves. */
    mostSeconds: seconds,
  }),
  repeatWithinDays: days,
  offer: z.strictObject({
    seconds: z.int().check(z.minimum(5), z.maximum(600)),
    /** So long an agent is not offered again what they did not take. */
    cooldownSeconds: seconds,
    /** After so many offers missed in a row an agent is away. */
    mostMisses: z.int().check(z.minimum(1), z.maximum(20)),
  }),
  callback: z.strictObject({
    /** A caller who would wait longer is offered a call back. */
    offerAfterSeconds: seconds,
    /** Whoever hung up while waiting is called back. */
    followUpAbandoned: z.boolean(),
  }),
  /** A case in line longer than this keeps room free for itself on agents who are busy with smaller ones. */
  holdRoomAfterSeconds: seconds,
  /** Expected minutes of work on a case: what estimates go by until there are measurements. */
  handleMinutes: z.number().check(z.minimum(0.1), z.maximum(600)),
  weights: z.strictObject({
    continuity: weight,
    advantage: weight,
    idle: weight,
    load: weight,
    skill: weight,
  }),
  learning: learningSchema,
  /** Bots that take the first word on a channel. */
  bots: z.array(
    z.strictObject({ agentId: z.string(), channels: z.array(channelSchema).check(z.minLength(1)) }),
  ),
});
export type RoutingPolicy = z.infer<typeof routingPolicySchema>;
