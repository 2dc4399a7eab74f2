/** The brief: the condensed, cited summary an agent sees before accepting. */
import * as z from "zod/mini";
import { citationSchema } from "./digest.ts";

export const briefLanguages = ["tr", "en"] as const;
export const briefLanguageSchema = z.enum(briefLanguages);
export type BriefLanguage = z.infer<typeof briefLanguageSchema>;

/** What a line is about: the page draws by it. */
export const briefTopics = [
  "who",
  "why",
  "said",
  "read",
  "cart",
  "purchase",
  "value",
  "promise",
  "consent",
  "offer",
  "known",
  "next",
] as const;

export const briefLineSchema = z.object({
  topic: z.enum(briefTopics),
  text: z.string(),
  /** The timeline items the line stands on; none only where it says that something is not known. */
  cites: z.array(citationSchema),
});
export type BriefLine = z.infer<typeof briefLineSchema>;

/** The one thing to do now, and why. */
export const nextActionSchema = z.object({
  action: z.string(),
  text: z.string(),
  reason: z.string(),
  cites: z.array(citationSchema),
});

export const likelihoodSchema = z.object({
  offer: z.string(),
  /** From 0 to 1, two decimals. */
  probability: z.number(),
  /** What speaks for or against it, strongest first; from marketing and from the contact centre. */
  factors: z.array(
    z.object({
      text: z.string(),
      effect: z.number(),
      source: z.enum(["marketing", "contact-centre"]),
      cites: z.array(citationSchema),
    }),
  ),
});

/** At most 12 lines, and 900 characters in all of their texts. The last line is the next action. */
export const briefSchema = z.object({
  caseId: z.optional(z.string()),
  customerId: z.string(),
  language: briefLanguageSchema,
  lines: z.array(briefLineSchema),
  nextAction: nextActionSchema,
  likelihood: z.optional(likelihoodSchema),
});
export type Brief = z.infer<typeof briefSchema>;
