/** A routing decision as it is stored: everything it went by, so that it can be explained and replayed. */
import * as z from "zod/mini";
import { requirementSchema } from "./requirement.ts";
import { routingFactsSchema } from "./routing.ts";

/** One reason for the score: `points` is what it adds; all points of a candidate add up to its score. */
export const scoreTermSchema = z.object({
  feature: z.enum(["continuity", "advantage", "idle", "load", "skill"]),
  /** The feature's own number: seconds idle, share of capacity used, chance above usual ... */
  value: z.number(),
  points: z.number(),
});
export type ScoreTerm = z.infer<typeof scoreTermSchema>;

/** What is learned of an agent where the decision is made: enough to score it again under another policy. */
export const learnedSchema = z.object({
  /** Decayed outcomes, and their rewards above what is usual, of this agent in this context. */
  trials: z.number(),
  surplus: z.number(),
  /** The same over all contexts. */
  allTrials: z.number(),
  allSurplus: z.number(),
});
export type Learned = z.infer<typeof learnedSchema>;

export const candidateSchema = z.object({
  agentId: z.string(),
  /** What the score was made of. */
  idleSince: z.string(),
  freeUnits: z.int(),
  capacityUnits: z.int(),
  /** Levels above what is required, summed. */
  spareLevels: z.int(),
  learned: z.optional(learnedSchema),
  score: z.number(),
  terms: z.array(scoreTermSchema),
  /** Why it was not this one; absent for the winner. */
  lost: z.optional(z.enum(["lower-score", "declined-before", "better-case-first", "taken-meanwhile"])),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const decisionSchema = z.object({
  decisionId: z.string(),
  caseId: z.string(),
  leg: z.int(),
  at: z.string(),
  /** Whether the case looked for an agent, or an agent who became free looked for a case. */
  direction: z.enum(["case-to-agent", "agent-to-case"]),
  policyVersion: z.int(),
  /** `control` decides without learning, for comparison. */
  arm: z.enum(["learned", "control"]),
  facts: routingFactsSchema,
  requirement: requirementSchema,
  reason: z.string(),
  rank: z.string(),
  headStart: z.array(z.object({ reason: z.string(), seconds: z.number() })),
  waitedSeconds: z.number(),
  /** From 0 to below 1: the only chance in it. */
  draw: z.number(),
  /** Mean reward in the context, as it was known; absent before the first outcome. */
  usual: z.optional(z.number()),
  candidates: z.array(candidateSchema),
  /** Absent: nobody was free, the case waits. */
  winner: z.optional(z.string()),
  token: z.optional(z.int()),
});
export type Decision = z.infer<typeof decisionSchema>;
