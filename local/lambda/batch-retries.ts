/** How a batch of stream records is tried, split, resumed and given up, as event source mappings do it. */

export interface RetryPolicy {
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  /** -1 is for ever. */
  readonly maximumRetryAttempts: number;
  /** -1 is for ever. */
  readonly maximumRecordAgeSeconds: number;
}

export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface BatchEffects {
  /** @returns index of the first record that failed (0 for the whole batch), or undefined when all went well */
  invoke(records: readonly StreamRecord[]): Promise<number | undefined>;
  /** The batch is given up: to the failure destination, if there is one. */
  discard(records: readonly StreamRecord[], condition: DiscardCondition, attempts: number): void;
  /** Resolves false when the runtime is stopping: the batch is left for the next start. */
  pause(attempt: number): Promise<boolean>;
  now(): number;
}

export type DiscardCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** @returns false when it was left unfinished because the runtime stops */
export async function processBatch(
  batch: readonly StreamRecord[],
  policy: RetryPolicy,
  effects: BatchEffects,
): Promise<boolean> {
  let records = batch;
  for (let attempts = 1; ; attempts += 1) {
    const failedAt = await effects.invoke(records);
    if (failedAt === undefined) return true;
    if (failedAt > 0) attempts = 1;
    records = records.slice(failedAt);
    if (policy.bisects && records.length > 1) {
      if (!(await effects.pause(attempts))) return false;
      const middle = Math.ceil(records.length / 2);
      for (const half of [records.slice(0, middle), records.slice(middle)]) {
        if (!(await processBatch(half, policy, effects))) return false;
      }
      return true;
    }
    const condition = givesUp(records, attempts, policy, effects.now());
    if (condition !== undefined) {
      effects.discard(records, condition, attempts);
      return true;
    }
    if (!(await effects.pause(attempts))) return false;
  }
}

function givesUp(
  records: readonly StreamRecord[],
  attempts: number,
  { maximumRetryAttempts, maximumRecordAgeSeconds }: RetryPolicy,
  now: number,
): DiscardCondition | undefined {
  if (maximumRetryAttempts >= 0 && attempts > maximumRetryAttempts) return "RetryAttemptsExhausted";
  const oldest = records[0]?.createdAt ?? now;
  return maximumRecordAgeSeconds >= 0 && now - oldest > maximumRecordAgeSeconds * 1000
    ? "RecordAgeExceeded"
    : undefined;
}

/** Wait before retry n: 100 ms, doubling, at most 5 s. */
export function backoffMs(attempt: number): number {
  return Math.min(5000, 100 * 2 ** (attempt - 1));
}
