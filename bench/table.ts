/** Measurements as a table for the terminal. Pure. */
import { type Budget, isWithinBudget, type Measurement, ratioOf, type Unit } from "./measurement.ts";

const headings = ["name", "measured", "floor", "ratio", "budget", "ok"] as const;
const suffixes: Readonly<Record<Unit, string>> = {
  bytes: "B",
  ms: "ms",
  us: "µs",
  perSecond: "/s",
  requests: "requests",
  items: "items",
  share: "%",
};

function quantity(value: number, unit: Unit): string {
  const digits = unit === "share" ? 2 : unit === "ms" && value < 100 ? 1 : 0;
  const text = (unit === "share" ? 100 * value : value).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${text} ${suffixes[unit]}`;
}

function budgetText(budget: Budget | undefined, unit: Unit): string {
  switch (budget?.kind) {
    case undefined:
      return "";
    case "atMost":
      return `<= ${quantity(budget.value, unit)}`;
    case "atLeast":
      return `>= ${quantity(budget.value, unit)}`;
    case "ratioAtMost":
      return `<= ${budget.value}x`;
    case "ratioAtLeast":
      return `>= ${budget.value}x`;
  }
}

function cells(measurement: Measurement): readonly string[] {
  const { name, unit, measured, floor, budget } = measurement;
  const ok = isWithinBudget(measurement);
  return [
    name,
    quantity(measured, unit),
    floor === undefined ? "" : quantity(floor, unit),
    ratioOf(measurement)?.toFixed(2) ?? "",
    budgetText(budget, unit),
    ok === undefined ? "" : ok ? "yes" : "NO",
  ];
}

/** One line each, columns aligned. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = [headings, ...measurements.map(cells)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
}
