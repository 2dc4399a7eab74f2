import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { concurrencyLimit } from "../../../local/lambda/concurrency-limit.ts";
import { sleepUntil } from "../../../local/lambda/wake.ts";

describe("a sleep until some time", () => {
  const stopping = () => new AbortController();
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it.each([1, 60_000, 2 ** 31, 90 * 86_400_000])("of %i ms ends then, and not before", async (ms) => {
    let woken: boolean | undefined;
    void sleepUntil(ms, stopping().signal).then((result) => {
      woken = result;
    });
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(woken).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(woken).toBe(true);
  });

  it("ends at once when it is aborted, and leaves no timer behind", async () => {
    const control = stopping();
    const sleep = sleepUntil(60_000, control.signal);
    control.abort();
    expect(await sleep).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    expect(await sleepUntil(60_000, control.signal)).toBe(false);
  });
});

it("runs no more than so many pieces of work at a time, in their order, whatever fails", async () => {
  const limited = concurrencyLimit(2);
  const begun: number[] = [];
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const runs = gates.map(({ promise }, index) =>
    limited(async () => {
      begun.push(index);
      await promise;
    }),
  );
  const settled = Promise.allSettled(runs);
  for (const [index, gate] of gates.entries()) {
    await expect.poll(() => begun).toEqual([0, 1, 2, 3, 4].slice(0, index + 2));
    if (index % 2 === 0) gate.resolve();
    else gate.reject(new Error("failed"));
  }
  expect((await settled).filter(({ status }) => status === "rejected")).toHaveLength(2);
});
