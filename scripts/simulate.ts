/** `npm run simulate -- [--day day.json] [--svg out.svg]`: a day of a contact centre through the real engine. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chartOf } from "./simulate/chart.ts";
import { DayFileError, readDay } from "./simulate/day.ts";
import { reportOf } from "./simulate/report.ts";
import { reportTable } from "./simulate/report-table.ts";
import { simulateDay } from "./simulate/simulate-day.ts";

/** 200 seats of a bank, on the first day of a campaign's second week. */
const exampleDay = new URL("simulate/day.json", import.meta.url);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { day: { type: "string" }, svg: { type: "string" } } });
  const day = readDay(values.day ?? exampleDay);
  const startedAt = performance.now();
  const learned = await simulateDay(day, day.policy);
  // Without learning there is nothing for the days before to teach.
  const longestIdle = await simulateDay(
    { ...day, daysBefore: 0 },
    { ...day.policy, learning: { ...day.policy.learning, enabled: false } },
  );
  const took = (performance.now() - startedAt) / 1000;
  const seats = day.agents.reduce((sum, { count }) => sum + count, 0);
  console.info(
    `${seats} agents, ${learned.visits.length} cases, ${day.daysBefore} days before (${took.toFixed(1)} s)\n`,
  );
  console.info(reportTable(reportOf(day, learned, longestIdle)));
  if (values.svg !== undefined) writeFileSync(values.svg, chartOf(learned.samples, day.startsAt));
}

main().catch((error: unknown) => {
  const isTheirs = error instanceof DayFileError || (error instanceof TypeError && "code" in error);
  console.error(isTheirs ? error.message : error);
  process.exitCode = 2;
});
