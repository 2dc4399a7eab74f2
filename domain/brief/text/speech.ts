/** How the brief speaks one language: its texts, names, times and numbers. Pure: the time now is given. */
import type { BriefLanguage } from "../../../schemas/brief.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import { wordsOf } from "./excerpt.ts";
import { formats } from "./formats.ts";
import { relativeTime } from "./relative-time.ts";
import { type TextKey, texts } from "./texts.ts";

type Values = Readonly<Record<string, string | number>>;

/** Names of open lists: those that have none in the language are shown as their words. */
type Named = "intent" | "slot" | "outcome" | "purpose" | "channel";

export interface Speech {
  /** The text with its `{name}` places filled. */
  say(key: TextKey, values?: Values): string;
  name(of: Named, name: string): string;
  channel(channel: Channel): string;
  /** "3 days ago" of what has happened: a clock that is ahead of ours counts as now. */
  ago(instant: string): string;
  /** "in 3 days" of what is due, "3 days ago" of what was. */
  when(instant: string): string;
  /** "today", "tomorrow", "in 5 days": whole days of the calendar. */
  inDays(days: number): string;
  /** Day and month of an instant; the year only when it is another one. */
  date(instant: string): string;
  /** The same of a date: `2026-01-31`. */
  day(date: string): string;
  /** @param probability 0 to 1 */
  percent(probability: number): string;
  number(value: number): string;
  /** @param currency ISO 4217; with anything else the number stands alone */
  money(amount: number, currency: string): string;
  /** The text with a capital at its beginning. */
  sentence(text: string): string;
}

/** @param timeZone IANA zone in which instants have their dates */
export function speechOf(language: BriefLanguage, now: Date, timeZone: string): Speech {
  const spoken: Readonly<Record<string, string>> = texts[language];
  const dateIn = (zone: string, text: string) => {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) return text;
    const isThisYear = date.getUTCFullYear() === now.getUTCFullYear();
    return new Intl.DateTimeFormat(language, {
      day: "numeric",
      month: "long",
      timeZone: zone,
      ...(isThisYear ? {} : { year: "numeric" }),
    }).format(date);
  };
  const say: Speech["say"] = (key, values = {}) =>
    texts[language][key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  const when = (instant: string) => relativeTime(instant, now, language) ?? say("time.justNow");
  return {
    say,
    name: (of, name) => spoken[`${of}.${name}`] ?? wordsOf(name),
    channel: (channel) => say(`channel.${channel}`),
    ago: (instant) => when(instant < now.toISOString() ? instant : now.toISOString()),
    when,
    inDays: (days) => formats[language].calendarDays.format(days, "day"),
    date: (instant) => dateIn(timeZone, instant),
    day: (date) => dateIn("UTC", date),
    percent: (probability) => formats[language].percent.format(probability),
    number: (value) => formats[language].number.format(value),
    money: (amount, currency) =>
      /^[A-Za-z]{3}$/.test(currency)
        ? new Intl.NumberFormat(language, {
            style: "currency",
            currency,
            trailingZeroDisplay: "stripIfInteger",
          }).format(amount)
        : formats[language].number.format(amount),
    sentence: (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1),
  };
}
