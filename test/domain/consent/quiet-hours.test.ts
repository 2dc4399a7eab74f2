import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customerZones } from "../../../domain/consent/customer-zones.ts";
import { quietUntil } from "../../../domain/consent/quiet-hours.ts";

const night = { from: "21:00", to: "09:00" };
const until = (zones: readonly string[], now: string, hours = night) =>
  quietUntil(hours, zones, new Date(now))?.toISOString();

describe("quiet hours", () => {
  it.each([
    ["at noon nobody is disturbed", "2026-11-22T09:00:00.000Z", undefined],
    ["a moment before they begin", "2026-11-22T17:59:59.999Z", undefined],
    ["when they begin", "2026-11-22T18:00:00.000Z", "2026-11-23T06:00:00.000Z"],
    ["at midnight", "2026-11-22T21:00:00.000Z", "2026-11-23T06:00:00.000Z"],
    ["a moment before they end", "2026-11-23T05:59:59.999Z", "2026-11-23T06:00:00.000Z"],
    ["when they end", "2026-11-23T06:00:00.000Z", undefined],
  ])("in Istanbul: %s", (_, now, expected) => {
    expect(until(["Europe/Istanbul"], now)).toBe(expected);
  });

  it("are an hour shorter in the night of spring, and longer in that of autumn", () => {
    expect(until(["Europe/Berlin"], "2026-03-28T20:00:00.000Z")).toBe("2026-03-29T07:00:00.000Z");
    expect(until(["Europe/Berlin"], "2026-10-24T19:00:00.000Z")).toBe("2026-10-25T08:00:00.000Z");
  });

  it("end where the clock leaps over their end", () => {
    // In Berlin 02:30 does not exist on that day: at 02:00 it is 03:00.
    expect(until(["Europe/Berlin"], "2026-03-29T00:00:00.000Z", { from: "21:00", to: "02:30" })).toBe(
      "2026-03-29T01:00:00.000Z",
    );
  });

  it("may lie within a day, and are none when they begin as they end", () => {
    expect(until(["UTC"], "2026-11-22T13:00:00.000Z", { from: "12:00", to: "14:00" })).toBe(
      "2026-11-22T14:00:00.000Z",
    );
    expect(until(["UTC"], "2026-11-22T11:00:00.000Z", { from: "12:00", to: "14:00" })).toBeUndefined();
    expect(until(["UTC"], "2026-11-22T12:00:00.000Z", { from: "12:00", to: "12:00" })).toBeUndefined();
  });

  it("are those of every zone the customer may be in", () => {
    const america = customerZones({ phone: "+12025550123" }, "Europe/Istanbul");
    expect(until(america, "2026-11-22T15:00:00.000Z")).toBe("2026-11-22T19:00:00.000Z");
    expect(until(america, "2026-11-22T20:00:00.000Z")).toBeUndefined();
    expect(until(america, "2026-11-23T03:00:00.000Z")).toBe("2026-11-23T19:00:00.000Z");
  });

  it("of zones that are never awake together are those of the first", () => {
    const zones = ["Pacific/Kiritimati", "Pacific/Honolulu"];
    const hours = { from: "12:00", to: "11:00" };
    expect(until(zones, "2026-11-22T00:00:00.000Z", hours)).toBe("2026-11-22T21:00:00.000Z");
  });

  it("are what looking at the clock every minute finds", () => {
    const zones = [
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Europe/Istanbul",
    ];
    const clocks = new Map(
      zones.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
      ]),
    );
    const minuteMs = 60_000;
    // Nights when clocks are set, in one of the zones, and an ordinary one.
    const days = [
      "2026-03-28",
      "2026-10-24",
      "2026-03-07",
      "2026-10-31",
      "2026-04-04",
      "2026-10-03",
      "2026-07-01",
    ];
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "30", "45"))
      .map(([hour, minutes]) => `${String(hour).padStart(2, "0")}:${minutes}`);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...days),
        fc.integer({ min: 0, max: 2 * 24 * 60 }),
        time,
        time,
        (zone, day, minutes, from, to) => {
          const isQuiet = (instant: number) => {
            const clock = clocks.get(zone)?.format(instant) ?? "";
            if (from === to) return false;
            return from < to ? clock >= from && clock < to : clock >= from || clock < to;
          };
          const start = Date.parse(`${day}T00:00:00.000Z`) + minutes * minuteMs;
          let expected = start;
          while (isQuiet(expected)) expected += minuteMs;
          const found = quietUntil({ from, to }, [zone], new Date(start));
          expect(found?.getTime()).toBe(expected === start ? undefined : expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("where a customer may be", () => {
  it.each<[string, Parameters<typeof customerZones>[0], readonly string[]]>([
    ["where the profile says", { profile: "Asia/Tokyo", phone: "+905551112233" }, ["Asia/Tokyo"]],
    ["where the number is from", { phone: "+905551112233" }, ["Europe/Istanbul"]],
    [
      "where the number is from, for a profile that names no zone",
      { profile: "Mars", phone: "+4930123456" },
      ["Europe/Berlin"],
    ],
    ["in a country of three digits", { phone: "+994501234567" }, ["Asia/Baku"]],
    ["at either end of a wide country", { phone: "+79161234567" }, ["Europe/Kaliningrad", "Asia/Kamchatka"]],
    ["where the brand is, for a number of nowhere we know", { phone: "+8001234567" }, ["Europe/London"]],
    ["where the brand is, for a short code", { phone: "3040" }, ["Europe/London"]],
    ["where the brand is, for anybody else", {}, ["Europe/London"]],
  ])("is %s", (_, known, zones) => {
    expect(customerZones(known, "Europe/London")).toEqual(zones);
  });

  it("is a zone that the runtime knows, for every country", () => {
    const codes = Array.from({ length: 999 }, (_, code) => `+${code + 1}`);
    for (const phone of codes) {
      for (const zone of customerZones({ phone }, "UTC")) {
        expect(() => quietUntil(night, [zone], new Date(0)), `${phone} ${zone}`).not.toThrow();
      }
    }
  });
});
