/** The one thing to do now: the first rule that applies decides. Pure. */
import type { Brief } from "../../schemas/brief.ts";
import { eachOnce } from "./citations.ts";
import { finishCart, mentionRenewal, offer } from "./rules/more.ts";
import { apologise, keepPromise, recordRefusal, solveComplaint } from "./rules/owed.ts";
import { answer, ask, beginWith, findOut, welcome } from "./rules/request.ts";
import type { Situation } from "./situation.ts";

export type NextAction = Brief["nextAction"];

/**
 * In their order: a wish to be left alone is recorded in a moment, and forgotten as fast. Then what we owe comes
 * before how the customer feels, that before what the request still needs, and all of it before anything that could
 * be sold. Nothing is sold in an open complaint or against a refusal.
 */
const rules: readonly ((situation: Situation) => NextAction | undefined)[] = [
  recordRefusal,
  keepPromise,
  apologise,
  solveComplaint,
  ask,
  finishCart,
  offer,
  mentionRenewal,
  beginWith,
  answer,
  findOut,
];

/** Exactly one, with its reason. */
export function nextActionOf(situation: Situation): NextAction {
  for (const rule of rules) {
    const action = rule(situation);
    if (action !== undefined) return { ...action, cites: eachOnce(action.cites) };
  }
  return welcome(situation);
}
