/** A line that would like to be in the brief. */
import type { BriefLine } from "../../schemas/brief.ts";
import type { Citation } from "../../schemas/digest.ts";
import type { Speech } from "./text/speech.ts";

export interface Wording {
  readonly text: string;
  /** What this wording stands on: a shorter one may stand on less. */
  readonly cites: readonly Citation[];
}

type Topic = BriefLine["topic"];

/** Wordings of one line, from the fullest to the barest. */
export interface Candidate {
  readonly topic: Topic;
  readonly wordings: readonly [Wording, ...Wording[]];
}

/** A line that is one sentence. */
export const wholeLine = (topic: Topic, text: string, cites: readonly Citation[]): Candidate => ({
  topic,
  wordings: [{ text, cites }],
});

/** @returns no line where there is no wording */
export function lineOfWordings(topic: Topic, [fullest, ...others]: readonly Wording[]): Candidate[] {
  return fullest === undefined ? [] : [{ topic, wordings: [fullest, ...others] }];
}

/** A line of parts that are left out from the end; none without parts. */
export function lineOfParts(
  topic: Topic,
  parts: readonly Wording[],
  wordTogether: (texts: readonly string[], left: number) => string = (texts) => texts.join(" · "),
): Candidate[] {
  const wordings = parts.map((_, left): Wording => {
    const kept = parts.slice(0, parts.length - left);
    return {
      text: wordTogether(
        kept.map(({ text }) => text),
        left,
      ),
      cites: kept.flatMap(({ cites }) => cites),
    };
  });
  return lineOfWordings(topic, wordings);
}

/** How parts are listed: "a, b +2" where two more had no room. */
export const listing =
  (speech: Speech, frame: (list: string) => string) =>
  (texts: readonly string[], left: number): string => {
    const list = texts.join(", ");
    return frame(left === 0 ? list : speech.say("list.more", { list, count: left }));
  };

/** Parts of which the first says what they all are. */
export const introduced = (
  [first, ...others]: readonly Wording[],
  introduce: (text: string) => string,
): Wording[] => (first === undefined ? [] : [{ ...first, text: introduce(first.text) }, ...others]);
