/** Builds the brief: what an agent has to know before the first word, and the one thing to do. Pure. */
import type { Brief } from "../../schemas/brief.ts";
import type { BriefInput } from "./brief-input.ts";
import { wholeLine } from "./candidate.ts";
import { briefLimits, fitLines } from "./fit-lines.ts";
import { consents } from "./lines/consents.ts";
import { history } from "./lines/history.ts";
import { known, toAsk } from "./lines/known.ts";
import { offer, spokenLikelihood } from "./lines/offer.ts";
import { promises } from "./lines/promises.ts";
import { cart, purchase } from "./lines/purchases.ts";
import { read } from "./lines/read.ts";
import { said } from "./lines/said.ts";
import { value } from "./lines/value.ts";
import { who } from "./lines/who.ts";
import { why } from "./lines/why.ts";
import { nextActionOf } from "./next-action.ts";
import { situationOf } from "./situation.ts";
import { lengthOf } from "./text/excerpt.ts";

/**
 * The lines between "why" and "next", the most important first: what we owe and must not do, what is asked and
 * known, what was said, what could come of it, how they feel, and what they did alone.
 */
const ranked = [promises, consents, toAsk, known, said, offer, value, read, history, cart, purchase] as const;

/**
 * The same input gives the same brief, byte for byte.
 *
 * Who, why and next always stand in it whole, and the reason of the next action counts as text too. The other
 * lines share what room is left.
 */
export function buildBrief(input: BriefInput): Brief {
  const situation = situationOf(input);
  const nextAction = nextActionOf(situation);
  const next = wholeLine("next", nextAction.text, nextAction.cites);
  const lines = fitLines({
    first: [...who(situation), ...why(situation)],
    ranked: ranked.flatMap((write) => write(situation)),
    last: [next],
    room: { ...briefLimits, characters: briefLimits.characters - lengthOf(nextAction.reason) },
  });
  return {
    ...(input.case === undefined ? {} : { caseId: input.case.caseId }),
    customerId: input.customerId,
    language: input.language,
    lines,
    nextAction,
    ...spokenLikelihood(situation),
  };
}
