/** Whether a customer's mood gets better or worse over the messages of a case. Pure. */

/** On the scale of -1 to 1, from the first message to the last: less is no change anybody would notice. */
const noticeable = 0.3;

/**
 * Fits a straight line through the scores, so that one odd message among many makes no trend.
 *
 * @param scores sentiments from -1 to 1, oldest first
 */
export function sentimentTrend(scores: readonly number[]): "rising" | "steady" | "falling" | "none" {
  if (scores.length === 0) return "none";
  const last = scores.length - 1;
  const offsets = scores.map((_, index) => index - last / 2);
  const spread = offsets.reduce((sum, offset) => sum + offset ** 2, 0);
  const together = offsets.reduce((sum, offset, index) => sum + offset * (scores[index] ?? 0), 0);
  const change = spread === 0 ? 0 : (together / spread) * last;
  if (Math.abs(change) < noticeable) return "steady";
  return change > 0 ? "rising" : "falling";
}
