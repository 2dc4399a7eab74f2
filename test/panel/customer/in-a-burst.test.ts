import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inABurst } from "../../../panel/customer/in-a-burst.ts";

describe("inABurst", () => {
  let runs: number;
  const burst = inABurst(() => {
    runs += 1;
  }, 700);

  beforeEach(() => {
    runs = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    burst.cancel();
    vi.useRealTimers();
  });

  it("runs once for many calls", () => {
    for (const _ of [1, 2, 3]) burst.call();
    expect(runs).toBe(0);
    vi.advanceTimersByTime(5000);
    expect(runs).toBe(1);
  });

  it("runs again for what comes later", () => {
    burst.call();
    vi.advanceTimersByTime(700);
    burst.call();
    vi.advanceTimersByTime(700);
    expect(runs).toBe(2);
  });

  it("is not put off for ever by calls that never stop", () => {
    for (let elapsed = 0; elapsed < 7000; elapsed += 100) {
      burst.call();
      vi.advanceTimersByTime(100);
    }
    expect(runs).toBe(10);
  });

  it("does not run once it is cancelled", () => {
    burst.call();
    burst.cancel();
    vi.advanceTimersByTime(5000);
    expect(runs).toBe(0);
  });
});
