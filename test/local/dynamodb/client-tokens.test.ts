/** A transaction that the SDK repeats runs once. */
import { expect, it } from "vitest";
import { createClientTokens } from "../../../local/dynamodb/dynalite/client-tokens.ts";

function counted() {
  let time = Date.parse("2026-03-01T12:00:00.000Z");
  let runs = 0;
  const tokens = createClientTokens(() => new Date(time));
  return {
    once: (token: string | undefined, request: unknown, fail = false) =>
      tokens.once(token, request, async () => {
        runs += 1;
        if (fail) throw new Error("disk full");
      }),
    runs: () => runs,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

it("runs the same request once for ten minutes", async () => {
  const { once, runs, pass } = counted();
  await Promise.all([once("t", { a: 1 }), once("t", { a: 1 })]);
  pass(10 * 60 * 1000);
  await once("t", { a: 1 });
  expect(runs()).toBe(1);
  pass(1);
  await once("t", { a: 1 });
  expect(runs()).toBe(2);
});

it("runs other tokens, and requests without one, every time", async () => {
  const { once, runs } = counted();
  await Promise.all([once("t", {}), once("u", {}), once(undefined, {}), once(undefined, {})]);
  expect(runs()).toBe(4);
});

it("runs a failed request again", async () => {
  const { once, runs } = counted();
  await expect(once("t", {}, true)).rejects.toThrow("disk full");
  await once("t", {});
  expect(runs()).toBe(2);
});

it("refuses a token that comes with another request", async () => {
  const { once, runs } = counted();
  await once("t", { a: 1 });
  await expect(once("t", { a: 2 })).rejects.toMatchObject({ type: "IdempotentParameterMismatchException" });
  expect(runs()).toBe(1);
});
