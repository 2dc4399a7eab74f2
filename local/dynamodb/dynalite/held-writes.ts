/** Makes several LevelDB writes one: they are held back while an action runs, then commit as one batch. */
import type { Done, LevelStore, Op } from "./packages.ts";

export interface HeldWrites {
  /** Forgets the writes from `mark` on, or all of them. */
  drop(mark?: number): void;
  readonly ops: readonly Op[];
}

export interface WriteHolder {
  /**
   * Runs `work` with every write held back, then commits what is held, and what `work` returns to
   * add, in one batch. When `work` throws, nothing is written. One at a time: the caller holds the lock.
   */
  commitTogether<T>(work: (held: HeldWrites) => Promise<{ result: T; add: readonly Op[] }>): Promise<T>;
}

/** Replaces the write methods of `level`, which dynalite looks up for every single write. */
export function holdWrites(level: LevelStore): WriteHolder {
  const put = level.put.bind(level);
  const del = level.del.bind(level);
  const batch = level.batch.bind(level);
  let held: Op[] | undefined;

  function hold(ops: readonly Op[], done: Done<void> | undefined): Promise<void> {
    held?.push(...ops);
    if (done) setImmediate(done, null);
    return Promise.resolve();
  }
  level.put = (key, value, done) =>
    held ? hold([{ type: "put", key, value }], done) : put(key, value, done);
  level.del = (key, done) => (held ? hold([{ type: "del", key }], done) : del(key, done));
  level.batch = (ops, done) => (held ? hold(ops, done) : batch(ops, done));

  return {
    async commitTogether(work) {
      const ops: Op[] = [];
      held = ops;
      try {
        const { result, add } = await work({ ops, drop: (mark = 0) => ops.splice(mark) });
        const all = [...ops, ...add];
        if (all.length > 0) await batch(all);
        return result;
      } finally {
        held = undefined;
      }
    },
  };
}
