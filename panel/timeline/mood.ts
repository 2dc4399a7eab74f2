/** How a message sounds. Pure. */

/** On the scale of -1 to 1: what is nearer to 0 is said in plain words. */
const noticeable = 0.25;

/** @param sentiment from -1 (angry) to 1 (delighted) */
export function moodOf(sentiment: number): "pleased" | "even" | "annoyed" {
  if (sentiment >= noticeable) return "pleased";
  return sentiment <= -noticeable ? "annoyed" : "even";
}
