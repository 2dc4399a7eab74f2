import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SortedBlocks } from "../../../../domain/routing/in-memory/sorted-blocks.ts";

const byNumber = (left: number, right: number) => left - right;

function firstOf(line: SortedBlocks<number>, most: number): number[] {
  const found: number[] = [];
  line.first(most, (number) => found.push(number));
  return found;
}

describe("a sorted line", () => {
  it("holds what was added and not deleted, smallest first", () => {
    // Whole stretches come and go: blocks are split, and become empty.
    const change = fc.record({
      from: fc.nat(1500),
      count: fc.integer({ min: 1, max: 400 }),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 30, size: "max" }), (changes) => {
        const [line, expected] = [new SortedBlocks(byNumber), new Set<number>()];
        for (const { from, count, gone } of changes) {
          for (let step = 0; step < count; step += 1) {
            const number = from + ((step * 7919) % count);
            if (gone) line.delete(number);
            else if (!expected.has(number)) line.add(number);
            if (gone) expected.delete(number);
            else expected.add(number);
          }
        }
        expect(firstOf(line, 2000)).toEqual([...expected].sort(byNumber));
      }),
      { numRuns: 150 },
    );
  });

  it("is read as far as one wants", () => {
    const line = new SortedBlocks(byNumber);
    for (let number = 10_000; number > 0; number -= 1) line.add((number * 7919) % 10_007);
    const all = firstOf(line, 10_000);
    expect(all).toEqual([...all].sort(byNumber));
    expect(firstOf(line, 300)).toEqual(all.slice(0, 300));
    expect(firstOf(line, 0)).toEqual([]);
  });
});
