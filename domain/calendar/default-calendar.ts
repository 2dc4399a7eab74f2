/** The calendar of a company that has not said when it works: office hours in Türkiye. */
import type { Calendar } from "../../schemas/calendar.ts";

/**
 * Public holidays of 2026 and 2027. Law 2429 on national and general holidays names them; the dates of
 * the religious ones are those of the Directorate of Religious Affairs
 * (https://vakithesaplama.diyanet.gov.tr/dini_gunler.php). Later years are added to the policy.
 */
const holidays = [2026, 2027].flatMap((year) =>
  ["01-01", "04-23", "05-01", "05-19", "07-15", "08-30", "10-29"].map((day) => `${year}-${day}`),
);

const feastOfRamadan = ["2026-03-20", "2026-03-21", "2026-03-22", "2027-03-09", "2027-03-10", "2027-03-11"];

const feastOfSacrifice = [
  ...["2026-05-27", "2026-05-28", "2026-05-29", "2026-05-30"],
  ...["2027-05-16", "2027-05-17", "2027-05-18", "2027-05-19"],
];

/**
 * Eves (arife): by the same law, holiday from 13:00. That of the feast of sacrifice of 2027 is a
 * Saturday, which is closed anyway.
 */
const eves = ["2026-03-19", "2026-05-26", "2026-10-28", "2027-03-08", "2027-10-28"];

const officeHours = [{ from: "09:00", to: "18:00" }];
const morning = [{ from: "09:00", to: "13:00" }];

export const defaultCalendar: Calendar = {
  zone: "Europe/Istanbul",
  week: {
    monday: officeHours,
    tuesday: officeHours,
    wednesday: officeHours,
    thursday: officeHours,
    friday: officeHours,
  },
  exceptions: Object.fromEntries([
    ...[...holidays, ...feastOfRamadan, ...feastOfSacrifice].map((date) => [date, []] as const),
    ...eves.map((date) => [date, morning] as const),
  ]),
};
