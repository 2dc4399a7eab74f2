/** How much memory this process has held at most. */
import { existsSync, readFileSync } from "node:fs";

const status = "/proc/self/status";

/**
 * In bytes. Linux passes `maxRSS` on to a child that is more modest than its parent was: there the process's own
 * mark is read.
 */
export function peakOfMemory(): number {
  const mark = existsSync(status)
    ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8"))?.[1]
    : undefined;
  return 1024 * Number(mark ?? process.resourceUsage().maxRSS);
}
