/** What the shape of a calendar cannot rule out: checked before a policy is saved. */
import type { Calendar } from "../../schemas/calendar.ts";
import { zoneProblem } from "./zone-offset.ts";

/** One sentence for each problem; none when the calendar can be used. */
export function calendarProblems({ zone, exceptions }: Calendar): string[] {
  const noDates = Object.keys(exceptions).filter((date) => !isDate(date));
  return [zoneProblem(zone), ...noDates.map((date) => `there is no date ${date}`)].filter(
    (problem) => problem !== undefined,
  );
}

/** A Date takes 30 February for 2 March, and 13 months for nothing. */
function isDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
