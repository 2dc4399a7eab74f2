/** What a case asks of an agent, and what an agent brings: the two sides that routing brings together. */
import * as z from "zod/mini";

/** Kebab-case words, written by admins: they are parts of keys. */
export const routingWordSchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and dashes, 40 at most"));

/** 1 knows the basics, 5 teaches it: as Amazon Connect's proficiency levels. */
export const skillLevelSchema = z.int().check(z.minimum(1), z.maximum(5));
export const skillsSchema = z.record(routingWordSchema, skillLevelSchema);

/** ISO 639-1. */
export const spokenLanguageSchema = z.string().check(z.regex(/^[a-z]{2}$/, "two letters, such as tr"));

/** The capacity of an agent whom one call fills: 60 units. Divisible by 2, 3, 4, 5 and 6. */
export const unitsPerAgent = 60;
export const unitsSchema = z.int().check(z.minimum(1), z.maximum(600));

/** Who may take a case. */
export const requirementSchema = z.object({
  queueId: routingWordSchema,
  /** The least level of each skill. */
  skills: skillsSchema,
  /** Absent: any language will do. */
  language: z.optional(spokenLanguageSchema),
  /** Only this agent, for as long as the case is held for them. */
  agentId: z.optional(z.string()),
});
export type Requirement = z.infer<typeof requirementSchema>;

/** What agents with the same skills, languages and queues have in common. */
export const abilitySchema = z.object({
  queues: z.array(routingWordSchema),
  skills: skillsSchema,
  languages: z.array(spokenLanguageSchema),
});
export type Ability = z.infer<typeof abilitySchema>;
