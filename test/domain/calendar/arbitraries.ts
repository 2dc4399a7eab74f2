/** Random calendars and instants, for the properties of the calendar and of the SLA clocks. */
import fc from "fast-check";
import { type Calendar, weekdays } from "../../../schemas/calendar.ts";

const timeOfDay = fc
  .integer({ min: 0, max: 24 * 60 })
  .map((minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`);

const pad = (number: number) => String(number).padStart(2, "0");

const shifts = fc.array(fc.record({ from: timeOfDay, to: timeOfDay }), { maxLength: 3 });

/** An instant on a full minute from 1973 (from when on all offsets are full minutes) to 2037. */
export const instant = fc
  .integer({ min: Date.UTC(1973, 0, 1) / 60_000, max: Date.UTC(2037, 0, 1) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));

const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));

/** Days and nights of any length, with holidays around `near`. */
export function calendarNear(near: Date): fc.Arbitrary<Calendar> {
  const date = fc
    .integer({ min: -5, max: 5 })
    .map((days) => new Date(near.getTime() + days * 86_400_000).toISOString().slice(0, 10));
  return fc.record({
    zone,
    week: fc.record(Object.fromEntries(weekdays.map((weekday) => [weekday, shifts])), { requiredKeys: [] }),
    exceptions: fc.dictionary(date, shifts, { maxKeys: 4 }),
  });
}
