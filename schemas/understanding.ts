/** What a message means, as far as rules or a model could tell. */
import * as z from "zod/mini";

/** What a customer comes with: the three kinds every company must be able to report, and the rest. */
export const caseTypes = ["suggestion", "request", "complaint", "other"] as const;
export const caseTypeSchema = z.enum(caseTypes);
export type CaseType = z.infer<typeof caseTypeSchema>;

/** Kebab-case, open list: `card-application`, `order-status`. */
export const intentSchema = z
  .string()
  .check(z.maxLength(64), z.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "a name such as order-status"));

export const textLanguages = ["tr", "en", "other"] as const;

export const understandingSchema = z.object({
  /** Absent where the text is too short to tell. */
  language: z.optional(z.enum(textLanguages)),
  /** Absent where none was recognised. */
  intent: z.optional(intentSchema),
  caseType: caseTypeSchema,
  /** From -1 (angry) to 1 (delighted), two decimals; 0 is neutral. */
  sentiment: z.number().check(z.minimum(-1), z.maximum(1)),
});
export type Understanding = z.infer<typeof understandingSchema>;
