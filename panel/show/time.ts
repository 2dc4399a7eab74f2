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

/** "3 Mar 2026". */
export function shortDate(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(instant));
}

/** A calendar date, `2026-01-31`, in whatever zone the reader is. */
export function calendarDate(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}

/** "today", "tomorrow", "in 5 days". */
export const inDaysWords = (days: number, language: string): string =>
  new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");

/** As short as it can be told: the time of today, the day of this year, else the month. */
export function shortMoment(instant: string, now: Date, language: string): string {
  const at = new Date(instant);
  if (dateOf(at) === dateOf(now)) return timeOfDay(instant, language);
  const sameYear = at.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(language, {
    month: "short",
    ...(sameYear ? { day: "numeric" } : { year: "numeric" }),
  }).format(at);
}

const units: readonly [unit: "day" | "hour" | "minute", minutes: number][] = [
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
];

/** Below this, a part of the unit matters: "1 hr 50 min" is not "1 hr", "9 hr 50 min" is about "9 hr". */
const fewUnits = 6;

/** "42 min", "1 hr 50 min", "9 hr", "2 days". */
export function durationWords(minutes: number, language: string): string {
  const write = (value: number, unit: string) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
  const index = units.findIndex(([, size]) => minutes >= size);
  const [unit, size] = units[index] ?? (["minute", 1] as const);
  const count = Math.floor(minutes / size);
  const [restUnit, restSize] = units[index + 1] ?? (["minute", 1] as const);
  const rest = Math.floor((minutes % size) / restSize);
  const words = write(count, unit);
  return rest > 0 && count < fewUnits ? `${words} ${write(rest, restUnit)}` : words;
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
