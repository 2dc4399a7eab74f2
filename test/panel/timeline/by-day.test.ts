import { describe, expect, it } from "vitest";
import { groupByDay } from "../../../panel/timeline/by-day.ts";

const days = (instants: string[], timeZone: string) => groupByDay(instants, (instant) => instant, timeZone);

describe("groupByDay", () => {
  it("cuts at the reader's midnight, not at UTC's", () => {
    const instants = ["2026-03-01T21:30:00.000Z", "2026-03-01T20:30:00.000Z"];
    expect(days(instants, "Europe/Istanbul").map(({ date }) => date)).toEqual(["2026-03-02", "2026-03-01"]);
    expect(days(instants, "UTC").map(({ date }) => date)).toEqual(["2026-03-01"]);
  });

  it("keeps the order within a day", () => {
    const instants = ["2026-03-01T12:00:00.000Z", "2026-03-01T11:00:00.000Z"];
    expect(days(instants, "UTC")).toEqual([{ date: "2026-03-01", items: instants }]);
  });
});
