/** How long a customer will wait. Pure. */

export interface Line {
  /** Cases that are served before this one. */
  readonly ahead: number;
  /** Agents who may take it and are there; where they take several at once, the cases they can have together. */
  readonly agents: number;
  /** How many of those are taken. */
  readonly busy: number;
  /** Mean seconds an agent has a case. */
  readonly handleSeconds: number;
}

/**
 * Expected seconds until an agent is free for the case. With n ahead and all c agents busy, n + 1 of them have
 * to become free, each after handling / c on average: the queue-length estimator (Ibrahim and Whitt, "Real-Time
 * Delay Estimation in Call Centers", 2008), exact for M/M/c.
 *
 * @returns `undefined` where nobody is there to serve it: then nothing can be said
 */
export function estimateWait({ ahead, agents, busy, handleSeconds }: Line): number | undefined {
  if (agents <= 0) return undefined;
  const free = Math.max(0, agents - busy);
  const mustBecomeFree = Math.max(0, ahead + 1 - free);
  return (mustBecomeFree * handleSeconds) / agents;
}
