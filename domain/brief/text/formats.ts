/** How each language writes numbers and spans of time. Made once: to make a format costs more than a whole brief. */
import type { BriefLanguage } from "../../../schemas/brief.ts";

const formatsOf = (language: BriefLanguage) => ({
  percent: new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }),
  number: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }),
  /** "1 day ago": never "yesterday", which depends on where the reader is. */
  elapsed: new Intl.RelativeTimeFormat(language, { numeric: "always" }),
  /** "today", "tomorrow", "in 5 days". */
  calendarDays: new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
});

export const formats = { en: formatsOf("en"), tr: formatsOf("tr") } as const;
