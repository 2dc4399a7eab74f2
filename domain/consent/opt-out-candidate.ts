/** Finds wishes for no more messages in free text: for the agent to look at. Pure. */
import { understandByRules } from "../understanding/understand-by-rules.ts";
import { consentWordIn } from "./stop-words.ts";

/**
 * Whether a message seems to ask for no more messages in words of its own. Any clear wording must be honoured
 * (47 CFR 64.1200(a)(10)), and rules misread some: so it is no opt-out yet, somebody has to look.
 */
export function isOptOutCandidate(text: string): boolean {
  return consentWordIn(text) === undefined && understandByRules(text).intent === "opt-out";
}
