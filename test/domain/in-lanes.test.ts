import { describe, expect, it } from "vitest";
import { inLanes } from "../../domain/in-lanes.ts";

describe("lanes", () => {
  it("work on no more than so many at a time, and answer in order", async () => {
    let [busy, most] = [0, 0];
    const results = await inLanes([5, 1, 4, 2, 3], 2, async (item) => {
      busy += 1;
      most = Math.max(most, busy);
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      busy -= 1;
      return item * 10;
    });
    expect([results, most]).toEqual([[50, 10, 40, 20, 30], 2]);
  });

  it("begin nothing new after a failure", async () => {
    const begun: number[] = [];
    const failing = inLanes([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2]);
  });
});
