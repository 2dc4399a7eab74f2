import { expect, it } from "vitest";
import { tableOf } from "../../bench/table.ts";

it("shows every measurement in its unit, with floor, ratio, budget and verdict", () => {
  const table = tableOf([
    {
      name: "size",
      unit: "bytes",
      measured: 231_000,
      floor: 210_000,
      budget: { kind: "atMost", value: 230_000 },
    },
    { name: "cold", unit: "ms", measured: 30, floor: 10, budget: { kind: "ratioAtMost", value: 3.2 } },
    { name: "behind", unit: "ms", measured: 812.4 },
    {
      name: "won",
      unit: "share",
      measured: 0.0512,
      floor: 0.05,
      budget: { kind: "ratioAtLeast", value: 0.95 },
    },
  ]);
  expect(table.split("\n")).toEqual([
    "name   | measured  | floor     | ratio | budget       | ok",
    "size   | 231,000 B | 210,000 B | 1.10  | <= 230,000 B | NO",
    "cold   | 30.0 ms   | 10.0 ms   | 3.00  | <= 3.2x      | yes",
    "behind | 812 ms    |           |       |              |",
    "won    | 5.12 %    | 5.00 %    | 1.02  | >= 0.95x     | yes",
  ]);
});
