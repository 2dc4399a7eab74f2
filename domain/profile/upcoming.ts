/** The birthdays and renewals of the next days: occasions to be in touch. Pure. */
import type { Upcoming } from "../../schemas/profile.ts";
import { offsetAt, zoneProblem } from "../calendar/zone-offset.ts";
import { present } from "../digest/present.ts";
import { dateOf, renewalsOf, textOf } from "./read-attributes.ts";
import type { ShownAttributes } from "./shown-attribute.ts";

const daysAhead = 30;
const dayMs = 86_400_000;

/**
 * Today's and those of the next 30 days, the next first.
 *
 * @param timeZone where the date is the company's; the customer's own zone comes first
 */
export function upcomingDates(attributes: ShownAttributes, now: Date, timeZone: string): Upcoming[] {
  const today = localDate(now, zoneOf(attributes) ?? timeZone);
  const birthday = dateOf(attributes, "birthday");
  const dates: Upcoming[] = [
    ...(birthday === undefined ? [] : [upcoming("birthday", nextBirthday(birthday, today), today)]),
    ...renewalsOf(attributes).map(({ on, product }) => upcoming("renewal", on, today, product)),
  ];
  return dates
    .filter(({ inDays }) => inDays >= 0 && inDays <= daysAhead)
    .sort((left, right) => left.inDays - right.inDays);
}

function upcoming(what: Upcoming["what"], on: string, today: string, label?: string): Upcoming {
  return present({ what, label, on, inDays: (Date.parse(on) - Date.parse(today)) / dayMs });
}

/** The customer's own zone, where they or a source have told one that exists. */
export function zoneOf(attributes: ShownAttributes): string | undefined {
  const zone = textOf(attributes, "timeZone");
  return zone === undefined || zoneProblem(zone) !== undefined ? undefined : zone;
}

function localDate(now: Date, zone: string): string {
  return new Date(now.getTime() + offsetAt(zone, now.getTime())).toISOString().slice(0, "YYYY-MM-DD".length);
}

function nextBirthday(birthday: string, today: string): string {
  const year = Number(today.slice(0, 4));
  const thisYear = birthdayIn(year, birthday);
  return thisYear >= today ? thisYear : birthdayIn(year + 1, birthday);
}

/** Who was born on 29 February has their day on the 28th in other years: better early than late. */
function birthdayIn(year: number, birthday: string): string {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const day = birthday.slice("YYYY".length);
  return `${String(year).padStart(4, "0")}${day === "-02-29" && !isLeap ? "-02-28" : day}`;
}
