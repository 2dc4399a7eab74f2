import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { upcomingDates } from "../../../domain/profile/upcoming.ts";
import { type Attributes, attributesOf } from "./customers.ts";

const upcoming = (profile: Attributes, now: string, timeZone = "Europe/Istanbul") =>
  upcomingDates(attributesOf(profile), new Date(now), timeZone);

describe("upcoming birthdays", () => {
  it.each<[string, string, string, string | undefined, number?]>([
    ["today", "1990-11-22", "2026-11-22T09:00:00Z", "2026-11-22", 0],
    ["tomorrow", "1990-11-23", "2026-11-22T09:00:00Z", "2026-11-23", 1],
    ["yesterday", "1990-11-21", "2026-11-22T09:00:00Z", undefined],
    ["in 30 days", "1990-12-22", "2026-11-22T09:00:00Z", "2026-12-22", 30],
    ["in 31 days", "1990-12-23", "2026-11-22T09:00:00Z", undefined],
    ["beyond the new year", "1990-01-03", "2026-12-20T09:00:00Z", "2027-01-03", 14],
    ["on 29 February of a leap year", "1992-02-29", "2028-02-20T09:00:00Z", "2028-02-29", 9],
    ["on 29 February of another year", "1992-02-29", "2027-02-20T09:00:00Z", "2027-02-28", 8],
    ["on 29 February, on the 28th of another year", "1992-02-29", "2027-02-28T09:00:00Z", "2027-02-28", 0],
    ["on 29 February, on 1 March of another year", "1992-02-29", "2027-03-01T09:00:00Z", undefined],
    ["on 29 February of a century that has none", "1992-02-29", "2100-02-20T09:00:00Z", "2100-02-28", 8],
    ["over 28 February of a leap year", "1990-03-01", "2028-02-28T09:00:00Z", "2028-03-01", 2],
    ["in Istanbul, where it is tomorrow already", "1990-11-23", "2026-11-22T21:00:00Z", "2026-11-23", 0],
    ["in Istanbul, one minute before", "1990-11-23", "2026-11-22T20:59:00Z", "2026-11-23", 1],
  ])("are known %s", (_, birthday, now, on, inDays) => {
    expect(upcoming({ birthday }, now)).toEqual(on === undefined ? [] : [{ what: "birthday", on, inDays }]);
  });

  it("go by the customer's own zone where it is known, else by the company's", () => {
    const night = "2026-11-22T03:00:00Z";
    const days = (profile: Attributes, zone: string) =>
      upcoming({ birthday: "1990-11-22", ...profile }, night, zone).map(({ inDays }) => inDays);
    expect(days({}, "Europe/Istanbul")).toEqual([0]);
    expect(days({}, "America/New_York")).toEqual([1]);
    expect(days({ timeZone: "America/New_York" }, "Europe/Istanbul")).toEqual([1]);
    expect(days({ timeZone: "Mars/Olympus" }, "Europe/Istanbul")).toEqual([0]);
  });

  it("are those that going through the days one by one finds", () => {
    const date = fc.date({ min: new Date("1950-01-01"), max: new Date("2049-12-31"), noInvalidDate: true });
    const dateOf = (instant: Date) => instant.toISOString().slice(0, 10);
    fc.assert(
      fc.property(date, date, (born, now) => {
        const birthday = dateOf(born);
        const found = Array.from({ length: 31 }, (_, inDays) => {
          const day = new Date(now.getTime() + inDays * 86_400_000);
          const next = dateOf(new Date(day.getTime() + 86_400_000));
          const isLastOfFebruary = dateOf(day).endsWith("-02-28") && next.endsWith("-03-01");
          const isDay =
            dateOf(day).slice(4) === birthday.slice(4) || (birthday.endsWith("-02-29") && isLastOfFebruary);
          return isDay ? { what: "birthday", on: dateOf(day), inDays } : undefined;
        }).filter((one) => one !== undefined);
        expect(upcoming({ birthday }, now.toISOString(), "UTC")).toEqual(found);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("upcoming renewals", () => {
  it("are those of the next 30 days, the next first, birthdays among them", () => {
    const renewals = [
      { product: "Konut", on: "2026-12-22" },
      { product: "Kasko", on: "2026-11-25" },
      { on: "2026-11-22" },
      { product: "past", on: "2026-11-21" },
      { product: "far", on: "2026-12-23" },
      { product: "no date", on: "2026-02-30" },
      { product: "next year", on: "2027-11-25" },
      "nothing",
    ];
    expect(upcoming({ renewals, birthday: "1990-12-01" }, "2026-11-22T09:00:00Z")).toEqual([
      { what: "renewal", on: "2026-11-22", inDays: 0 },
      { what: "renewal", label: "Kasko", on: "2026-11-25", inDays: 3 },
      { what: "birthday", on: "2026-12-01", inDays: 9 },
      { what: "renewal", label: "Konut", on: "2026-12-22", inDays: 30 },
    ]);
  });
});
