/** How long ago, or how far ahead, an instant is, in words. */
import type { BriefLanguage } from "../../../schemas/brief.ts";
import { formats } from "./formats.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Each unit with the age from which it is used: 13 days are days, 14 are 2 weeks. */
const units: readonly { unit: Intl.RelativeTimeFormatUnit; fromMs: number; ms: number }[] = [
  { unit: "year", fromMs: 730 * dayMs, ms: 365 * dayMs },
  { unit: "month", fromMs: 60 * dayMs, ms: 30 * dayMs },
  { unit: "week", fromMs: 14 * dayMs, ms: 7 * dayMs },
  { unit: "day", fromMs: dayMs, ms: dayMs },
  { unit: "hour", fromMs: hourMs, ms: hourMs },
  { unit: "minute", fromMs: minuteMs, ms: minuteMs },
];

/**
 * "3 days ago", "in 2 hours", "3 gün önce": whole units only.
 *
 * @returns nothing within a minute of now
 */
export function relativeTime(instant: string, now: Date, language: BriefLanguage): string | undefined {
  const aheadMs = Date.parse(instant) - now.getTime();
  const found = units.find(({ fromMs }) => Math.abs(aheadMs) >= fromMs);
  if (found === undefined) return undefined;
  return formats[language].elapsed.format(Math.trunc(aheadMs / found.ms), found.unit);
}
