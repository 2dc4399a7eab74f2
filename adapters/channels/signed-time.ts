/** How far a signed time may be from now: a call recorded today must not be replayed tomorrow. */

const toleranceMs = 300_000;

/** Both ways: a time to come would be good for longer than it should (the providers' SDKs let it pass). */
export function isTimely(signedMs: number, now: Date): boolean {
  return Math.abs(now.getTime() - signedMs) <= toleranceMs;
}
