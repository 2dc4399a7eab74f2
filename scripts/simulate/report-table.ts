/** The report as a table for the terminal. Pure. */
import type { QueueReport } from "./report.ts";

const headings = [
  "queue",
  "cases",
  "in time",
  "wait mean",
  "p50",
  "p95",
  "abandoned",
  "success",
  "to longest idle",
  "load Gini",
  "longest idle's",
  "transfers",
] as const;

/** One line each, columns aligned. */
export function reportTable(reports: readonly QueueReport[]): string {
  const rows = [headings, ...reports.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}

function cellsOf(report: QueueReport): string[] {
  const { queueId, cases, inTime, wait, abandoned, success, uplift, loadGini, transfers } = report;
  return [
    queueId,
    String(cases),
    percent(inTime),
    seconds(wait?.mean),
    seconds(wait?.p50),
    seconds(wait?.p95),
    percent(abandoned),
    percent(success),
    uplift === undefined ? "-" : `${uplift < 0 ? "" : "+"}${percent(uplift)}`,
    loadGini.toFixed(3),
    report.loadGiniOfLongestIdle.toFixed(3),
    String(transfers),
  ];
}

const percent = (share: number | undefined): string =>
  share === undefined ? "-" : `${(100 * share).toFixed(1)} %`;

const seconds = (value: number | undefined): string => (value === undefined ? "-" : `${value.toFixed(1)} s`);
