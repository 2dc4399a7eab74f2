/** What is said about samples: robust against a machine that others use too. Pure. */

/** @param share from 0 to 1; the nearest rank, so always a value that was measured. @throws RangeError without samples */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError("no samples");
  return found;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** The median of the ratios of samples that were taken side by side: noise that hits both cancels. */
export function medianRatio(measured: readonly number[], floors: readonly number[]): number {
  return median(measured.flatMap((sample, index) => sample / (floors[index] ?? Number.NaN)));
}
