/** Fits ranked lines into the little room that a brief has. Pure. */
import type { BriefLine } from "../../schemas/brief.ts";
import type { Candidate } from "./candidate.ts";
import { eachOnce } from "./citations.ts";
import { lengthOf, shorten } from "./text/excerpt.ts";

/** What an agent can take in before accepting; characters are code points of all texts together. */
export const briefLimits = { lines: 12, characters: 900 } as const;

/** A line that always stays has so many characters at most; of several wordings the fullest within is taken. */
const longestFixedLine = 140;

interface Lines {
  /** Always stay, at the top and at the bottom. */
  readonly first: readonly Candidate[];
  readonly last: readonly Candidate[];
  /** The most important first. */
  readonly ranked: readonly Candidate[];
  readonly room: { readonly lines: number; readonly characters: number };
}

/**
 * As many lines as there may be, worded as fully as there is room for.
 *
 * Of the ranked lines those beyond the number are dropped, the lowest ranks first. The others share the
 * characters that the fixed ones leave: each is sure of what its barest wording needs, or
 * of an equal share where not all can have that; what is then left goes by rank. A line takes the fullest of its wordings that fits. Where even the barest does
 * not, it is cut after a word.
 */
export function fitLines({ first, ranked, last, room }: Lines): BriefLine[] {
  const [top, bottom] = [fixed(first), fixed(last)];
  const places = room.lines - top.length - bottom.length;
  const characters = room.characters - lengthOfAll([...top, ...bottom]);
  return [...top, ...fitRanked(ranked.slice(0, places), characters), ...bottom];
}

const fixed = (lines: readonly Candidate[]) => lines.map((line) => worded(line, longestFixedLine));

const lengthOfAll = (lines: readonly BriefLine[]) => lines.reduce((sum, { text }) => sum + lengthOf(text), 0);

function fitRanked(chosen: readonly Candidate[], characters: number): BriefLine[] {
  const sure = fairShares(
    chosen.map((candidate) => lengthOf(barest(candidate).text)),
    characters,
  );
  let spare = characters - sure.reduce((sum, length) => sum + length, 0);
  return chosen.map((candidate, index) => {
    const own = sure[index] ?? 0;
    const line = worded(candidate, own + spare);
    spare += own - lengthOf(line.text);
    return line;
  });
}

/** Max-min fairness: whoever needs less than an equal share leaves the rest to those who need more. */
function fairShares(needs: readonly number[], total: number): number[] {
  const shares = needs.map(() => 0);
  const smallestFirst = needs.map((need, index) => ({ need, index })).toSorted((a, b) => a.need - b.need);
  let left = total;
  for (const [done, { need, index }] of smallestFirst.entries()) {
    const share = Math.min(need, Math.floor(left / (needs.length - done)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}

const barest = ({ wordings }: Candidate) => wordings.at(-1) ?? wordings[0];

function worded(candidate: Candidate, most: number): BriefLine {
  const wording = candidate.wordings.find(({ text }) => lengthOf(text) <= most) ?? barest(candidate);
  return { topic: candidate.topic, text: shorten(wording.text, most), cites: eachOnce(wording.cites) };
}
