import { describe, expect, it } from "vitest";
import { chartOf } from "../../../scripts/simulate/chart.ts";

const samples = Array.from({ length: 240 }, (_, minute) => ({
  at: minute * 60,
  waiting: minute === 30 ? 8 : 0,
  busyAgents: minute < 180 ? 5 : 0,
  agents: minute < 180 ? 6 : 0,
}));

describe("the chart of a day", () => {
  const svg = chartOf(samples, "2026-03-02T08:30:00+03:00");
  const points = Array.from(svg.matchAll(/points="([^"]*)"/g), ([, text = ""]) =>
    text.split(" ").map((pair) => pair.split(",").map(Number)),
  );

  it("explains its lines in both languages", () => {
    for (const words of ["Bekleyen müşteri · Waiting customers", "Görüşen temsilci · Busy agents"])
      expect(svg).toContain(words);
  });

  it("has a point for every minute until the last agent goes home, within the picture", () => {
    expect(points.map((line) => line.length)).toEqual([180, 180, 180]);
    for (const [x = -1, y = -1] of points.flat()) {
      expect(x).toBeGreaterThanOrEqual(56);
      expect(x).toBeLessThanOrEqual(936);
      expect(y).toBeGreaterThanOrEqual(64);
      expect(y).toBeLessThanOrEqual(376);
    }
  });

  it("is highest where most wait, and on the ground where nobody does", () => {
    const heights = points[0]?.map(([, y = 0]) => y) ?? [];
    expect(heights.indexOf(Math.min(...heights))).toBe(30);
    expect(heights[0]).toBe(376);
  });

  it("shows the hours of the day's own clock", () => {
    expect(svg).toContain(">08:30<");
    expect(svg).toContain(">10:30<");
  });

  it("of a day without anybody is empty, and still a picture", () => {
    expect(chartOf([], "2026-03-02T08:00:00+03:00")).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });
});
