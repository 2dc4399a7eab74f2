/** How the customer sounds, by the sentiment of the newest messages. */
import type { Citation } from "../../schemas/digest.ts";
import type { BriefInput } from "./brief-input.ts";
import { type Cite, citationOf } from "./citations.ts";

export interface Mood {
  readonly tone: "angry" | "souring" | "pleased" | "even";
  /** Newest first. */
  readonly cites: readonly Citation[];
}

interface Heard {
  readonly score: number;
  readonly cite: Citation;
}

const countedMessages = 3;
const moodLastsMs = 7 * 24 * 3_600_000;
/** Bounds on the scale of -1 to 1: one angry message, or several on average; a fall that is no accident. */
const angryMessage = -0.6;
const angryMean = -0.4;
const fall = 0.5;
const pleasedMean = 0.4;

/** Of the case's messages; without a case, of those of the last week. Absent where there are none. */
export function moodOf(input: BriefInput, cite: Cite): Mood | undefined {
  const heard = heardIn(input, cite).slice(0, countedMessages);
  const [newest, oldest] = [heard[0], heard.at(-1)];
  if (newest === undefined || oldest === undefined) return undefined;
  const mean = heard.reduce((sum, { score }) => sum + score, 0) / heard.length;
  const cites = heard.map((message) => message.cite);
  if (newest.score <= angryMessage || mean <= angryMean) return { tone: "angry", cites };
  if (newest.score < 0 && newest.score <= oldest.score - fall) return { tone: "souring", cites };
  return { tone: mean >= pleasedMean ? "pleased" : "even", cites };
}

function heardIn({ case: offered, digest, now }: BriefInput, cite: Cite): Heard[] {
  if (offered !== undefined) {
    return offered.sentiments
      .map(({ score, eventId, at }) => ({ score, cite: cite(eventId, at) }))
      .toReversed();
  }
  const since = new Date(now.getTime() - moodLastsMs).toISOString();
  return digest.facts.contacts.flatMap((fact) =>
    fact.direction === "inbound" && fact.understanding !== undefined && fact.occurredAt >= since
      ? [{ score: fact.understanding.sentiment, cite: citationOf(fact) }]
      : [],
  );
}
