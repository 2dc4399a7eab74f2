import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { openExecutionStore } from "../../../local/step-functions/store.ts";

const output = { output: "1" };

it("takes a task's outcome until its time is over, and once", () => {
  const store = openExecutionStore(new DatabaseSync(":memory:"));
  store.begin("e", "limited", 1000);
  store.begin("e", "unlimited", null);
  expect(store.settle("limited", output, 1000)).toBe(false);
  expect(store.settle("limited", output, 999)).toBe(true);
  expect(store.settle("limited", { error: "E", cause: "" }, 999)).toBe(false);
  expect(store.settle("unlimited", output, Number.MAX_SAFE_INTEGER)).toBe(true);
  expect(store.settle("unknown", output, 0)).toBe(false);
  expect(store.attempt("limited")?.outcome).toEqual(output);
});

it("forgets the attempts of a state that is left", () => {
  const store = openExecutionStore(new DatabaseSync(":memory:"));
  store.begin("e", "t1", null);
  store.begin("other", "t2", null);
  store.enter("e", "Next", "{}", 0, []);
  expect(store.attempts("e")).toEqual([]);
  expect(store.settle("t1", output, 0)).toBe(false);
  expect(store.attempts("other")).toHaveLength(1);
});
