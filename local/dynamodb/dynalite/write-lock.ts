/** One writer at a time: what makes a transaction of single steps, and gives the stream its order. */
export type WriteLock = <T>(work: () => Promise<T>) => Promise<T>;

export function createWriteLock(): WriteLock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
