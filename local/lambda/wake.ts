/** How pollers wait: for something to happen, or for a while at most. */

/** What reads a source for an event source mapping. */
export interface Poller {
  poke(): void;
  close(): Promise<void>;
}

/** What invocations under way get to finish when the runtime stops; the rest is taken up at the next start. */
export const stopWithinMs = 3000;

/** A sleeper that can be woken. */
export interface Wake {
  poke(): void;
  /** Resolves at once when poked since the last sleep. */
  sleep(maxMs: number): Promise<void>;
}

export function createWake(): Wake {
  let poked = false;
  let awaken: (() => void) | undefined;
  return {
    poke() {
      poked = true;
      awaken?.();
    },
    async sleep(maxMs) {
      if (!poked) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, maxMs);
          awaken = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      poked = false;
      awaken = undefined;
    },
  };
}

/** The result, or `late`; what is late goes on by itself. */
export async function withinTime<T>(work: Promise<T>, ms: number): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Timers reach no further than this; a longer sleep is several. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * @param dueAt epoch milliseconds
 * @returns false, at once, when aborted
 */
export function sleepUntil(dueAt: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve(!signal.aborted);
    };
    const wait = () => {
      const left = dueAt - Date.now();
      if (left <= 0 || signal.aborted) finish();
      else timer = setTimeout(wait, Math.min(left, longestTimerMs));
    };
    signal.addEventListener("abort", finish);
    wait();
  });
}
