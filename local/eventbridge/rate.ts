/** Reads a rule's schedule: `rate(5 minutes)`. Pure. */
import { TemplateError } from "../template/intrinsics.ts";

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * @param where named in the error
 * @throws TemplateError for cron, and for what AWS refuses too: `rate(1 minutes)`, `rate(0 hours)`
 */
export function rateMs(expression: string, where: string): number {
  const [, count = "", unit = "", plural = ""] =
    /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const everyMs = Number(count) * (unitMs[unit] ?? 0);
  if (everyMs === 0 || (count === "1") === (plural === "s")) {
    throw new TemplateError(`rule ${where}: schedule "${expression}" is not known here`);
  }
  return everyMs;
}
