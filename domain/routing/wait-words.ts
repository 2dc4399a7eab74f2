/** What a waiting customer is told, in their language. Pure. */
import type { BriefLanguage } from "../../schemas/brief.ts";

const minuteSeconds = 60;
/** Beyond so many minutes nobody believes a single one. */
const exactMinutes = 10;
const coarseMinutes = 5;
const mostMinutes = 60;

const spans = {
  tr: {
    short: "bir dakikadan kısa",
    about: (minutes: number) => `yaklaşık ${minutes} dakika`,
    long: "bir saatten uzun",
  },
  en: {
    short: "less than a minute",
    about: (minutes: number) => `about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
    long: "more than an hour",
  },
} as const;

/** "about 3 minutes", "yaklaşık 3 dakika": rounded up, since who is served earlier than told does not complain. */
export function waitWords(seconds: number, language: BriefLanguage): string {
  const words = spans[language];
  if (seconds < minuteSeconds) return words.short;
  const minutes = Math.ceil(seconds / minuteSeconds);
  const rounded = minutes <= exactMinutes ? minutes : Math.ceil(minutes / coarseMinutes) * coarseMinutes;
  return rounded > mostMinutes ? words.long : words.about(rounded);
}

const sentences = {
  tr: {
    next: "Sıradaki kişi sizsiniz.",
    ahead: (count: number) => `Önünüzde ${count} kişi var.`,
    wait: (span: string) => `Tahmini bekleme süreniz ${span}.`,
    callback: "Dilerseniz hatta beklemeyin, sıranızı kaybetmeden biz sizi arayalım.",
  },
  en: {
    next: "You are next in line.",
    ahead: (count: number) =>
      count === 1 ? "There is 1 person ahead of you." : `There are ${count} people ahead of you.`,
    wait: (span: string) => `Your estimated wait is ${span}.`,
    callback: "If you like, we can call you back, and you keep your place in line.",
  },
} as const;

export interface WaitNotice {
  /** Cases that are served before theirs. */
  readonly ahead: number;
  /** Seconds; absent where nothing can be said. */
  readonly estimate?: number | undefined;
  readonly offersCallback: boolean;
}

/** To be shown or spoken as it is. */
export function waitNotice({ ahead, estimate, offersCallback }: WaitNotice, language: BriefLanguage): string {
  const say = sentences[language];
  return [
    ahead === 0 ? say.next : say.ahead(ahead),
    ...(estimate === undefined ? [] : [say.wait(waitWords(estimate, language))]),
    ...(offersCallback ? [say.callback] : []),
  ].join(" ");
}
