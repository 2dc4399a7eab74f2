/** The time, often enough for "2 minutes ago" to stay true; one clock for all that show it. */
import { useSyncExternalStore } from "react";

const refreshMs = 15_000;

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = new Date();

function tick(): void {
  now = new Date();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  if (watchers.size === 0) {
    now = new Date();
    timer = setInterval(tick, refreshMs);
  }
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) clearInterval(timer);
  };
}

export const useNow = (): Date => useSyncExternalStore(watch, () => now);
