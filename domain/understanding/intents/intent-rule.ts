/** What a recognised intent says about its message, and the phrases it is recognised by. */
import type { CaseType } from "../../../schemas/understanding.ts";

export interface IntentRule {
  readonly intent: string;
  /** Unless the message itself says otherwise. */
  readonly caseType: CaseType;
  /** Something is wrong for the customer, even when it is said in plain words. */
  readonly isTrouble: boolean;
  /** As `phrase-book.ts` writes them. */
  readonly phrases: readonly string[];
}

/** The customer wants something done or known. */
export const wish = (intent: string, ...phrases: string[]): IntentRule => ({
  intent,
  caseType: "request",
  isTrouble: false,
  phrases,
});

/** Something does not work: a request for help, until the customer is angry. */
export const trouble = (intent: string, ...phrases: string[]): IntentRule => ({
  ...wish(intent, ...phrases),
  isTrouble: true,
});

/** The company has done something wrong or not at all (ISO 10002: an expression of dissatisfaction). */
export const grievance = (intent: string, ...phrases: string[]): IntentRule => ({
  ...trouble(intent, ...phrases),
  caseType: "complaint",
});

/** Neither asks nor complains. */
export const courtesy = (intent: string, ...phrases: string[]): IntentRule => ({
  ...wish(intent, ...phrases),
  caseType: "other",
});
