/** Time as local Connect sees it: tests replace it by one that they move. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once, after so long; the answer cancels. */
  after(milliseconds: number, work: () => void): () => void;
}

/** Longer than this, `setTimeout` fires at once. */
const longestTimerMs = 2 ** 31 - 1;

export const realClock: Clock = {
  now: Date.now,
  after: (milliseconds, work) => {
    const timer = setTimeout(work, Math.min(Math.max(0, milliseconds), longestTimerMs));
    return () => clearTimeout(timer);
  },
};
