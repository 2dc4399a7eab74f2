/** When a company works: the calendar that SLA clocks run by. */
import * as z from "zod/mini";

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** `HH:mm` of the wall clock, `00:00` to `24:00`. */
const timeOfDaySchema = z
  .string()
  .check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time such as 09:30"));

/** `to` not after `from` means: past midnight, into the next day. */
const shiftSchema = z.strictObject({ from: timeOfDaySchema, to: timeOfDaySchema });

const shiftsSchema = z.array(shiftSchema);

export const calendarSchema = z.strictObject({
  /** An IANA zone, such as Europe/Istanbul. */
  zone: z.string(),
  /** Shifts that start on that day; a day that is left out is closed. */
  week: z.strictObject({
    monday: z.optional(shiftsSchema),
    tuesday: z.optional(shiftsSchema),
    wednesday: z.optional(shiftsSchema),
    thursday: z.optional(shiftsSchema),
    friday: z.optional(shiftsSchema),
    saturday: z.optional(shiftsSchema),
    sunday: z.optional(shiftsSchema),
  }),
  /** `YYYY-MM-DD` local dates with hours of their own: a holiday has none, its eve may have half a day. */
  exceptions: z._default(
    z.record(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, "a date such as 2026-10-29")), shiftsSchema),
    {},
  ),
});
export type Calendar = z.infer<typeof calendarSchema>;
