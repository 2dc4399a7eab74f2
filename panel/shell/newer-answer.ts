/** Which of two answers of the API the page shows. Pure. */

export interface Answer<Value> {
  value: Value | undefined;
  failure: unknown;
  /** Counts the questions. */
  turn: number;
  /** What was asked. */
  read: () => Promise<Value>;
}

/** An answer that comes out of order is dropped; a failure does not take away what is shown of the same. */
export function newerAnswer<Value>(before: Answer<Value> | undefined, next: Answer<Value>): Answer<Value> {
  if (before === undefined) return next;
  const failed = next.value === undefined && before.value !== undefined && before.read === next.read;
  return before.turn > next.turn || failed ? before : next;
}
