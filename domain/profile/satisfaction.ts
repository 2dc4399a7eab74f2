/** How satisfied a customer is, and where it is heading, by the answers to surveys. Pure. */
import type { Fact } from "../../schemas/digest.ts";
import type { Satisfaction } from "../../schemas/profile.ts";

const compared = 3;
/** On the scale of 1 to 5: less is the noise of three answers. */
const noticeable = 0.5;

/** @param surveys newest first; those without a score say nothing here */
export function satisfactionOf(surveys: readonly Fact[]): Satisfaction {
  const scored = surveys.flatMap(({ eventId, occurredAt, channel, value }) =>
    value === undefined ? [] : [{ eventId, occurredAt, channel, score: value }],
  );
  const [newest, before] = [meanOf(scored.slice(0, compared)), meanOf(scored.slice(compared, 2 * compared))];
  return {
    ...(newest === undefined ? {} : { score: Math.round(newest * 100) / 100 }),
    trend: trendOf(newest, before),
    surveys: scored,
  };
}

function meanOf(scored: readonly { readonly score: number }[]): number | undefined {
  return scored.length === 0 ? undefined : scored.reduce((sum, { score }) => sum + score, 0) / scored.length;
}

function trendOf(newest: number | undefined, before: number | undefined): Satisfaction["trend"] {
  if (newest === undefined || before === undefined) return "none";
  const change = Math.round((newest - before) * 100) / 100;
  if (change >= noticeable) return "rising";
  return change <= -noticeable ? "falling" : "steady";
}
