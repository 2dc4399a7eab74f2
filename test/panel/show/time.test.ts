import { describe, expect, it } from "vitest";
import { dayTitle, relativeTime } from "../../../panel/show/time.ts";

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
