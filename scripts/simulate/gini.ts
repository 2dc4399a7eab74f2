/** How unevenly something is shared out. Pure. */

/** Gini coefficient: 0 when all have the same, towards 1 when one has everything. 0 also when there is nothing. */
export function gini(shares: readonly number[]): number {
  const sorted = shares.toSorted((left, right) => left - right);
  const total = sorted.reduce((sum, share) => sum + share, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, share, index) => sum + (index + 1) * share, 0);
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}
