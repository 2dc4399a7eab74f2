/** Makes one call of many that come close together. */

interface Burst {
  /** Runs a moment from now, once for all calls until then. */
  call(): void;
  cancel(): void;
}

/** @param settleMs how long a burst is gathered; however long it lasts, `run` comes that often */
export function inABurst(run: () => void, settleMs: number): Burst {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call() {
      timer ??= setTimeout(() => {
        timer = undefined;
        run();
      }, settleMs);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
