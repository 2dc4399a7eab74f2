import { describe, expect, it } from "vitest";
import {
  calendarDate,
  dayTitle,
  durationWords,
  inDaysWords,
  relativeTime,
  shortMoment,
} from "../../../panel/show/time.ts";

const now = new Date("2026-03-10T12:00:00.000Z");
const ago = (seconds: number, language = "en") =>
  relativeTime(new Date(now.getTime() - seconds * 1000).toISOString(), now, language);

describe("relativeTime", () => {
  it.each([
    [5, "now"],
    [59, "now"],
    [60, "1 min. ago"],
    [3599, "59 min. ago"],
    [7200, "2 hr. ago"],
    [90_000, "yesterday"],
    [600_000, "6 days ago"],
  ])("%i seconds are %s", (seconds, words) => {
    expect(ago(seconds)).toBe(words);
  });

  it("speaks Turkish", () => {
    expect(ago(120, "tr")).toBe("2 dk. önce");
  });

  it("does not believe a clock that is ahead", () => {
    expect(ago(-600)).toBe("now");
  });
});

describe("dayTitle", () => {
  const noon = new Date(2026, 2, 10, 12);

  it.each([
    ["2026-03-10", "en", "Today"],
    ["2026-03-09", "tr", "Dün"],
    ["2026-03-02", "en", "Monday, March 2"],
    ["2025-12-31", "tr", "31 Aralık 2025 Çarşamba"],
  ])("of %s in %s is %s", (date, language, title) => {
    expect(dayTitle(date, noon, language)).toBe(title);
  });
});

describe("durationWords", () => {
  it.each([
    [0, "0 min"],
    [42, "42 min"],
    [60, "1 hr"],
    [110, "1 hr 50 min"],
    [9 * 60 + 50, "9 hr"],
    [24 * 60, "1 day"],
    [24 * 60 + 59, "1 day"],
    [50 * 60, "2 days 2 hr"],
    [9 * 24 * 60 + 300, "9 days"],
  ])("of %i minutes is %s", (minutes, words) => {
    expect(durationWords(minutes, "en")).toBe(words);
  });

  it("speaks Turkish", () => {
    expect(durationWords(110, "tr")).toBe("1 sa. 50 dk.");
  });
});

describe("shortMoment", () => {
  const noon = new Date(2026, 2, 10, 12);
  const at = (...parts: [number, number, number, number]) => new Date(...parts).toISOString();

  it.each([
    [at(2026, 2, 10, 9), "09:00"],
    [at(2026, 2, 9, 23), "9 Mar"],
    [at(2025, 11, 31, 23), "Ara 2025"],
  ])("of %s is %s", (instant, words) => {
    expect(shortMoment(instant, noon, "tr")).toBe(words);
  });
});

describe("calendarDate", () => {
  it("is the same day wherever the reader is", () => {
    expect(calendarDate("2026-03-01", "en")).toBe("March 1, 2026");
  });
});

describe("inDaysWords", () => {
  it.each([
    [0, "bugün"],
    [1, "yarın"],
    [12, "12 gün sonra"],
  ])("of %i is %s", (days, words) => {
    expect(inDaysWords(days, "tr")).toBe(words);
  });
});
