/**
 * How outcomes fade without being touched: forward decay. Instead of making old outcomes lighter, every outcome
 * is stored heavier than the one before, and all are divided by the weight of the moment when they are read.
 * (Cormode et al., Forward Decay, ICDE 2009.)
 */

const dayMs = 24 * 60 * 60 * 1000;
const epochMs = Date.UTC(2026, 0, 1);

/**
 * Weights double every half-life. After so many of them they start at 1 again, in a memory of its own: 2^384 is
 * 4e115, which leaves DynamoDB's limit of 1e125 room for a billion outcomes. With 30 days that is in 2057; what is
 * then forgotten is what would have faded within the next half-lives.
 */
const halfLivesPerMemory = 384;

export interface Memory {
  /** `30d-0`: the half-life and which stretch of time. Weights compare within one memory only. */
  readonly memoryId: string;
  /** What an outcome of that moment weighs; from 1 to 2^384. Beyond safe integers: never marshall as an integer. */
  readonly weight: number;
}

/** A policy with another half-life starts a memory of its own; the old one is found again if the policy returns. */
export function memoryAt(at: Date, halfLifeDays: number): Memory {
  const halfLives = Math.max(0, at.getTime() - epochMs) / (halfLifeDays * dayMs);
  const stretch = Math.floor(halfLives / halfLivesPerMemory);
  return {
    memoryId: `${halfLifeDays}d-${stretch}`,
    weight: 2 ** (halfLives - stretch * halfLivesPerMemory),
  };
}
