/** Fires scheduled rules. When each one fired last is on disk: after a restart it is due when it would have been. */
import type { Values } from "../data-dir.ts";
import { sleepUntil } from "../lambda/wake.ts";
import type { Rule } from "./rules.ts";

export interface Schedules {
  start(): void;
  /** Out of turn; the next time is counted from now. @throws Error when there is no such scheduled rule */
  fireNow(ruleName: string): void;
  close(): void;
}

export function createSchedules(
  rules: readonly Rule[],
  lastFired: Values,
  fire: (rule: Rule) => void,
): Schedules {
  const scheduled = rules.filter(({ everyMs }) => everyMs !== undefined);
  const stopping = new AbortController();

  function fireNow(rule: Rule) {
    lastFired.set(rule.arn, String(Date.now()));
    fire(rule);
  }

  async function keepFiring(rule: Rule, everyMs: number) {
    lastFired.getOrSet(rule.arn, () => String(Date.now()));
    for (;;) {
      const due = Number(lastFired.get(rule.arn)) + everyMs;
      if (!(await sleepUntil(due, stopping.signal))) return;
      if (Number(lastFired.get(rule.arn)) + everyMs <= Date.now()) fireNow(rule);
    }
  }

  return {
    start() {
      for (const rule of scheduled) if (rule.everyMs !== undefined) void keepFiring(rule, rule.everyMs);
    },
    fireNow(ruleName) {
      const rule = scheduled.find(({ name }) => name === ruleName);
      if (!rule) throw new Error(`no scheduled rule ${ruleName} in the templates`);
      fireNow(rule);
    },
    close: () => stopping.abort(),
  };
}
