/** How long to wait before trying again. */

const firstDelayMs = 500;
const longestDelayMs = 15_000;

/**
 * Doubles from half a second to fifteen; the draw spreads a crowd that lost its connection together.
 *
 * @param failures how many tries in a row have failed, from 1
 * @param draw a random number in [0, 1)
 */
export function backoffMs(failures: number, draw: number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * draw);
}
