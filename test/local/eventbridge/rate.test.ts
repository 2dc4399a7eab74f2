import { expect, it } from "vitest";
import { rateMs } from "../../../local/eventbridge/rate.ts";

it.each([
  ["rate(1 minute)", 60_000],
  ["rate(5 minutes)", 300_000],
  ["rate(1 hour)", 3_600_000],
  ["rate(12 hours)", 43_200_000],
  ["rate(7 days)", 604_800_000],
])("%s", (expression, ms) => {
  expect(rateMs(expression, "R")).toBe(ms);
});

it.each([
  ["cron(0 12 * * ? *)"],
  ["rate(1 minutes)"],
  ["rate(5 minute)"],
  ["rate(0 minutes)"],
  ["rate(5 seconds)"],
])("%s is refused by name", (expression) => {
  expect(() => rateMs(expression, "R")).toThrow(`rule R: schedule "${expression}" is not known here`);
});
