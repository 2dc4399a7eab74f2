/** Chance that can be repeated: the same seed gives the same day. */

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** From 0 on, with that mean. */
  exponential(mean: number): number;
  /** Around 0, with standard deviation 1. */
  normal(): number;
  /** Above 0, with that mean; `spread` is the standard deviation of its logarithm. */
  lognormal(mean: number, spread: number): number;
}

/** One source for each purpose, so that one policy drawing more often does not change what the others meet. */
export function random(seed: number, purpose: string): Random {
  const next = mulberry(seedOf(seed, purpose));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    exponential: (mean) => -mean * Math.log(1 - next()),
    normal,
    lognormal: (mean, spread) => mean * Math.exp(spread * normal() - spread ** 2 / 2),
  };
}

/** FNV-1a. */
function seedOf(seed: number, purpose: string): number {
  return [...`${seed} ${purpose}`].reduce(
    (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193),
    0x811c9dc5,
  );
}

/** Mulberry32 (public domain, Tommy Ettinger): small, fast, and good enough for queues. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
