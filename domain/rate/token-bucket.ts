/**
 * A token bucket without a clock that fills it: the generic cell rate algorithm (ITU-T I.371). All it keeps is
 * when the bucket would be full again; whoever takes a token learns the instant at which it is theirs. Pure.
 */

export interface Quota {
  /** Requests per second that refill the bucket. */
  readonly perSecond: number;
  /** Requests that an idle bucket holds. */
  readonly burst: number;
}

/** So long after its slot a function may still make its call; whoever is later takes another. */
export const graceMs = 100;

/**
 * So much later than its slot a call may reach Amazon Connect, the way there included. Late calls come closer
 * together: what is left of the burst makes up for it, where it is more than this long at the quota's pace.
 */
export const lateMs = 300;

/** Whole milliseconds from one token to the next. */
export const intervalMs = ({ perSecond }: Quota): number => Math.ceil(1000 / perSecond);

/** How far ahead of an even pace callers may be. */
export const toleranceMs = (quota: Quota): number =>
  Math.max(0, (quota.burst - 1) * intervalMs(quota) - lateMs);

/**
 * The slot of the token that is taken while the bucket would be full again at `fullAt`, which it then is one
 * interval later.
 *
 * @param fullAt at least now
 */
export const slotOf = (fullAt: number, quota: Quota, now: number): number =>
  Math.max(now, fullAt - toleranceMs(quota));

/** When a bucket is full again of which nothing is left for a second: Connect has said so, whatever we counted. */
export const drainedMs = (quota: Quota, now: number): number => now + toleranceMs(quota) + 1000;

/** The buckets of all APIs, shared by everybody who calls Connect. */
export interface TokenBuckets {
  /** Takes a token. @returns the instant at which it may be used, now or later */
  take(api: string, now: Date): Promise<Date>;
  drain(api: string, now: Date): Promise<void>;
}
