/** How long to wait before a message is tried again. Pure. */

const firstMs = 1000;
const longestMs = 10 * 60_000;

/**
 * Doubles with every try, up to ten minutes; between half of it and all of it, so that those who failed together
 * do not come back together (AWS Architecture Blog, "Exponential Backoff And Jitter", equal jitter).
 *
 * @param attempts so far, from 1
 * @param random from 0 to 1
 */
export function pauseMs(attempts: number, random: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}
