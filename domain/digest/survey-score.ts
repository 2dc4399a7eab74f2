/** Puts the scores of all surveys on one scale, so that they can be compared. Pure. */
import { type Json, numberOf } from "./attributes.ts";

const usualScale = 5;

/**
 * The score on the scale of 1 to 5, two decimals; `undefined` for one that its scale does not have.
 *
 * The lowest score is taken to be 1, and 0 where the highest is 1 (thumbs). A 0 counts as a 1 (NPS has 0 to 10).
 *
 * @param scale the highest possible score; 5 where none is given
 */
export function surveyScore(score: Json | undefined, scale: Json | undefined): number | undefined {
  const given = numberOf(score);
  const highest = numberOf(scale) ?? usualScale;
  if (given === undefined || highest < 1 || given < 0 || given > highest) return undefined;
  const lowest = highest > 1 ? 1 : 0;
  const part = Math.max(0, given - lowest) / (highest - lowest);
  return Math.round((1 + 4 * part) * 100) / 100;
}
