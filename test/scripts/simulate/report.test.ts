import { describe, expect, it } from "vitest";
import { reportOf } from "../../../scripts/simulate/report.ts";
import { reportTable } from "../../../scripts/simulate/report-table.ts";
import type { SimulatedDay } from "../../../scripts/simulate/simulate-day.ts";
import type { Visit } from "../../../scripts/simulate/visit.ts";
import { smallDay } from "./small-day.ts";

const day = smallDay();

/** Of customers who come at 100 and are to be answered within 20 seconds. */
const visits = (...each: Partial<Visit>[]): Visit[] =>
  day.flows.slice(0, 1).flatMap((flow) =>
    each.map((rest, index) => ({
      customer: {
        caseId: `case-${index}`,
        flow,
        arrivesAt: 100,
        handleSeconds: 60,
        patienceSeconds: 60,
        highValue: false,
        luck: 0.5,
        isPassedOn: false,
      },
      queueId: "kartlar",
      transfers: 0,
      ...rest,
    })),
  );

function simulated(of: readonly Visit[], loads: readonly number[]): SimulatedDay {
  const each = loads.map((seconds, index) => [`kart-${index + 1}`, seconds] as const);
  return { visits: of, samples: [], loads: new Map(each) };
}

const learned = simulated(
  visits(
    { answeredAt: 110, success: true },
    { answeredAt: 120, success: true },
    { answeredAt: 150, success: false, transfers: 1 },
    { leftAt: 105 },
    { leftAt: 140 },
    { answeredAt: 100, success: true, queueId: "genel" },
  ),
  [100, 100, 100, 100, 100, 100],
);
const longestIdle = simulated(
  visits({ answeredAt: 110, success: true }, { answeredAt: 120, success: false }),
  [0, 0, 0, 0, 0, 100],
);

describe("the report of a day", () => {
  const reports = reportOf(day, learned, longestIdle);
  const cards = reports.find(({ queueId }) => queueId === "kartlar");

  it("has a line for every queue that was used, and one for all", () => {
    expect(reports.map(({ queueId, cases }) => [queueId, cases])).toEqual([
      ["genel", 1],
      ["kartlar", 5],
      ["all", 6],
    ]);
  });

  it("does not blame the queue for who left before the target", () => {
    // Two of four: one waited for too long, one left after the target.
    expect(cards?.inTime).toBe(0.5);
    expect(cards?.abandoned).toBe(0.4);
  });

  it("gives the waits of those who were answered", () => {
    expect(cards?.wait?.mean).toBeCloseTo(80 / 3, 9);
    expect(cards?.wait).toMatchObject({ p50: 20, p95: 50 });
  });

  it("compares success and fairness with the longest idle agent", () => {
    expect(cards?.success).toBeCloseTo(2 / 3, 9);
    expect(cards?.uplift).toBeCloseTo(2 / 3 - 1 / 2, 9);
    expect(cards?.loadGini).toBeCloseTo(0, 12);
    expect(cards?.loadGiniOfLongestIdle).toBeCloseTo(5 / 6, 9);
    expect(cards?.transfers).toBe(1);
  });

  it("is shown in columns, with a dash where there is nothing to tell", () => {
    const lines = reportTable(reports).split("\n");
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines.find((line) => line.startsWith("kartlar"))).toMatch(/50\.0 % .* 40\.0 % .* \+16\.7 %/);
    expect(lines.find((line) => line.startsWith("genel"))).toMatch(/100\.0 % +- /);
  });
});
