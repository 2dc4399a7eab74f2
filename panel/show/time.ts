/** Times as people say them. Pure: the reader's language and the time now are given. */
import { dateOf } from "../timeline/by-day.ts";

const steps: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** "now", "5 minutes ago", "yesterday". A clock that is ahead of ours counts as now. */
export function relativeTime(instant: string, now: Date, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const ageSeconds = Math.max(0, (now.getTime() - new Date(instant).getTime()) / 1000);
  for (const [unit, seconds] of steps) {
    if (ageSeconds >= seconds) return format.format(-Math.floor(ageSeconds / seconds), unit);
  }
  return format.format(0, "second");
}

/** The whole date and time, for a tooltip. */
export function absoluteTime(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" }).format(
    new Date(instant),
  );
}

/** The date alone. */
export function longDate(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(instant));
}

/** The time of day, where the day is known already. */
export function timeOfDay(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(new Date(instant));
}

/**
 * "today", "yesterday", else the date with its weekday; the year only when it is another one.
 *
 * @param date `2026-01-31`
 */
export function dayTitle(date: string, now: Date, language: string): string {
  const day = new Date(`${date}T12:00:00`);
  const today = new Date(`${dateOf(now)}T12:00:00`);
  const daysAgo = Math.round((today.getTime() - day.getTime()) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) {
    const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-daysAgo, "day");
    return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
  }
  return new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(day.getFullYear() === today.getFullYear() ? {} : { year: "numeric" }),
  }).format(day);
}
