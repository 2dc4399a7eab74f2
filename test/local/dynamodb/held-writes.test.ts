/** Writes held back commit together, or not at all. */
import { expect, it } from "vitest";
import { holdWrites } from "../../../local/dynamodb/dynalite/held-writes.ts";
import type { LevelStore, Op } from "../../../local/dynamodb/dynalite/packages.ts";

/** Records what reaches the disk, one entry per commit. */
function fakeLevel() {
  const commits: Op[][] = [];
  const unused = () => {
    throw new Error("not part of this test");
  };
  const level: LevelStore = {
    open: unused,
    get: unused,
    values: unused,
    keys: unused,
    close: unused,
    async put(key, value) {
      commits.push([{ type: "put", key, value }]);
    },
    async del(key) {
      commits.push([{ type: "del", key }]);
    },
    async batch(ops) {
      commits.push([...ops]);
    },
  };
  return { commits, level, holder: holdWrites(level) };
}

it("commits puts, deletes, batches and what is added as one batch", async () => {
  const { commits, level, holder } = fakeLevel();
  const result = await holder.commitTogether(async () => {
    level.put("a", 1);
    await new Promise((resolve) => level.del("b", resolve));
    await level.batch([{ type: "del", key: "c" }]);
    expect(commits).toEqual([]);
    return { result: "done", add: [{ type: "put", key: "d", value: 4 }] };
  });
  expect(result).toBe("done");
  expect(commits).toEqual([
    [
      { type: "put", key: "a", value: 1 },
      { type: "del", key: "b" },
      { type: "del", key: "c" },
      { type: "put", key: "d", value: 4 },
    ],
  ]);
});

it("writes nothing when the work fails, and writes straight through afterwards", async () => {
  const { commits, level, holder } = fakeLevel();
  const failing = holder.commitTogether(async () => {
    level.put("a", 1);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(commits).toEqual([]);
  await level.put("b", 2);
  expect(commits).toEqual([[{ type: "put", key: "b", value: 2 }]]);
});

it("drops what was held since a mark", async () => {
  const { commits, level, holder } = fakeLevel();
  await holder.commitTogether(async (held) => {
    level.put("a", 1);
    const mark = held.ops.length;
    level.put("b", 2);
    held.drop(mark);
    return { result: undefined, add: [] };
  });
  expect(commits).toEqual([[{ type: "put", key: "a", value: 1 }]]);
});
